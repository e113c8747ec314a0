# Everything every target shares: standard, warnings, precompiled headers, ccache, sanitizers.
include(GNUInstallDirs)
include(CTest)

option(SKETCHROOM_CLIENT "Build the desktop client" ON)
option(SKETCHROOM_PCH "Use precompiled headers" ON)
set(SKETCHROOM_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
# No target generates headers for another, so moc need not wait for what is linked.
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers are only cacheable when ccache is told that their time stamps do not matter.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE_PROGRAM})
endif()

add_library(sketchroom_options INTERFACE)
target_compile_options(sketchroom_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
target_compile_definitions(
  sketchroom_options
  INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
            QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
            SKETCHROOM_VERSION="${PROJECT_VERSION}")
target_include_directories(sketchroom_options INTERFACE "${CMAKE_SOURCE_DIR}")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND SKETCHROOM_PCH)
  # -fpch-preprocess lets ccache see through precompiled headers.
  target_compile_options(sketchroom_options INTERFACE -fpch-preprocess)
endif()
if(SKETCHROOM_SANITIZE)
  # GCC takes the sanitizers' own code for uses of what has no value yet.
  target_compile_options(sketchroom_options INTERFACE -fsanitize=${SKETCHROOM_SANITIZE} -fno-omit-frame-pointer
                                                      $<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized>)
  target_link_options(sketchroom_options INTERFACE -fsanitize=${SKETCHROOM_SANITIZE})
endif()
if(SKETCHROOM_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL "Debug")
  # Wrong indices and empty optionals end the program where they are used, in the standard library and in Qt.
  target_compile_definitions(sketchroom_options INTERFACE _GLIBCXX_ASSERTIONS QT_FORCE_ASSERTS)
endif()

# sketchroom_setup(TARGET HEADER...): the shared options, and HEADERs precompiled.
function(sketchroom_setup target)
  target_link_libraries(${target} PRIVATE sketchroom_options)
  if(SKETCHROOM_PCH AND ARGN)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()
