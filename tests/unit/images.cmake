sketchroom_test(tst_images_cache images_cache.cpp sketchroom_app LABELS unit)
sketchroom_test(tst_canvas_images canvas_images.cpp sketchroom_app LABELS unit)
# No screen is needed, only fonts.
set_tests_properties(tst_canvas_images PROPERTIES ENVIRONMENT QT_QPA_PLATFORM=offscreen)
