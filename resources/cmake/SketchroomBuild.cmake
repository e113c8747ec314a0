# Everything every target shares: standard, warnings, unity builds, ccache, sanitizers.
include(GNUInstallDirs)
include(CTest)

option(SKETCHROOM_CLIENT "Build the desktop client" ON)
option(SKETCHROOM_UNITY "Compile several files of a folder as one: builds in a third of the time" ON)
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
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

add_library(sketchroom_options INTERFACE)
target_compile_options(sketchroom_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
target_compile_definitions(
  sketchroom_options
  INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
            QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER
            SKETCHROOM_VERSION="${PROJECT_VERSION}")
target_include_directories(sketchroom_options INTERFACE "${CMAKE_SOURCE_DIR}")
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

# sketchroom_setup(TARGET): the options that all targets share.
function(sketchroom_setup target)
  target_link_libraries(${target} PRIVATE sketchroom_options)
endfunction()

# sketchroom_unity(TARGET): compiles up to ten files of a folder as one. So what a .cpp declares for itself needs a name
# that is unique in its folder. A folder's files never join another folder's: a new file rebuilds its own folder only.
function(sketchroom_unity target)
  if(NOT SKETCHROOM_UNITY)
    return()
  endif()
  set(batch 10)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "^${CMAKE_CURRENT_SOURCE_DIR}/.*[.]cpp$")
  list(SORT sources)
  foreach(source ${sources})
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY "${CMAKE_SOURCE_DIR}")
    string(MAKE_C_IDENTIFIER "${folder}" group)
    math(EXPR count_${group} "0${count_${group}} + 1")
    list(APPEND groups ${group})
    list(APPEND files_${group} "${source}")
  endforeach()
  list(REMOVE_DUPLICATES groups)
  foreach(group ${groups})
    # Batches of one size: as many as are needed, none of them with a file or two only.
    math(EXPR batches "(${count_${group}} + ${batch} - 1) / ${batch}")
    math(EXPR size "(${count_${group}} + ${batches} - 1) / ${batches}")
    set(index 0)
    foreach(source ${files_${group}})
      math(EXPR part "${index} / ${size}")
      set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${group}_${part}")
      math(EXPR index "${index} + 1")
    endforeach()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
