# SPDX-License-Identifier: GPL-3.0-or-later
# What Debian does not carry is put under build/third_party by tools/setup, each archive checked by its SHA-256.
set(THIRD_PARTY ${CMAKE_SOURCE_DIR}/build/third_party)
if(NOT EXISTS ${THIRD_PARTY}/duckdb/libduckdb.so)
  message(FATAL_ERROR "DuckDB is missing in ${THIRD_PARTY}/duckdb. Run tools/setup build first (./run and ./test do it).")
endif()
add_library(duckdb SHARED IMPORTED)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION ${THIRD_PARTY}/duckdb/libduckdb.so
  IMPORTED_NO_SONAME ON
  INTERFACE_INCLUDE_DIRECTORIES ${THIRD_PARTY}/duckdb/include)
