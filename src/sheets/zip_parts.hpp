// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

// For this module's own files.
namespace brujula::sheets {

/// The parts of a ZIP archive by their names.
using ZipParts = std::map<std::string, std::string, std::less<>>;

/// Those of the archive's parts whose name `wanted` says yes to, unpacked in memory; names are only compared,
/// nothing is written anywhere. Throws Error(bad_input) for what is no archive, a damaged or encrypted one,
/// and a wanted name that is there twice; Error(too_large) for more than 4,096 parts, and for more than 64
/// MiB unpacked, announced or real.
ZipParts read_zip(std::string_view bytes, const std::function<bool(std::string_view)>& wanted);

}  // namespace brujula::sheets
