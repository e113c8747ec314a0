sketchroom_test(tst_windows windows.cpp sketchroom_app sketchroom_test_support LABELS integration TIMEOUT 300)
target_sources(tst_windows PRIVATE clientwindow.cpp clientwindow.h)
add_dependencies(tst_windows sketchroom-server)
# The pointer and the keyboard are one for all windows of a screen.
set_tests_properties(tst_windows PROPERTIES RUN_SERIAL ON)
