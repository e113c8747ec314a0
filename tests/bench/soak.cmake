# Whether the host can be left alone: bench_soak DATA-FOLDER [MINUTES]. Not run by ctest; results are in RESULTS.md.
add_executable(bench_soak soak/main.cpp soak/guest.cpp soak/guest.h soak/memory.cpp soak/memory.h load/serverprogram.cpp
                          load/dialect.cpp)
target_link_libraries(bench_soak PRIVATE sketchroom_host sketchroom_test_support Qt6::WebSockets)
target_compile_definitions(bench_soak PRIVATE SKETCHROOM_SERVER="$<TARGET_FILE:sketchroom-server>")
add_dependencies(bench_soak sketchroom-server)
sketchroom_setup(bench_soak)
