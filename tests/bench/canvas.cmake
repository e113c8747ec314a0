# How fast the board is in the real window: bench_canvas [--only PART] [SHAPES | FOLDER]... Needs a screen of
# 1600 × 900 at least. Not run by ctest; results are in RESULTS.md.
add_executable(bench_canvas canvas/main.cpp canvas/series.cpp canvas/simulatedroom.cpp canvas/stage.cpp
                            canvas/camera.cpp canvas/cameraparts.cpp canvas/editparts.cpp canvas/roomparts.cpp)
target_link_libraries(bench_canvas PRIVATE sketchroom_app sketchroom_test_support)
sketchroom_setup(bench_canvas)
