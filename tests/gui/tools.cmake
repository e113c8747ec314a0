sketchroom_test(tst_gui_tools tools_mouse.cpp sketchroom_app LABELS gui)
