// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded only when a chart is drawn: nothing but lines, and vectors rather than pixels.
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, SVGRenderer]);

export { init };
