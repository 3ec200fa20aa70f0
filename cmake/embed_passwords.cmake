# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the list of common passwords into a C++ source as raw strings, cut at the end of a line below the
# compilers' limit for one literal.
file(READ ${FILE} text)
string(LENGTH "${text}" length)
file(WRITE ${OUT} "// made from src/store/common_passwords.txt by cmake/embed_passwords.cmake\n#include <string_view>\nnamespace brujula::store {\nextern const std::string_view common_passwords;\nstatic const char text[] =\n")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 part)
  string(FIND "${part}" "\n" line_end REVERSE)
  math(EXPR taken "${line_end} + 1")
  if(taken EQUAL 0)
    string(LENGTH "${part}" taken)
  endif()
  string(SUBSTRING "${text}" ${at} ${taken} part)
  file(APPEND ${OUT} "R\"~~~(${part})~~~\"\n")
  math(EXPR at "${at} + ${taken}")
endwhile()
file(APPEND ${OUT} ";\nconst std::string_view common_passwords{text, sizeof text - 1};\n}\n")
