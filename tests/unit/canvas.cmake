foreach(name areas extremes coverage tiles spatialindex inkoutline geometry inkplayback lassoarea text colors picture render touch)
  sketchroom_test(tst_canvas_${name} canvas_${name}.cpp sketchroom_app sketchroom_test_support LABELS unit)
  # No screen is needed, only fonts.
  set_tests_properties(tst_canvas_${name} PROPERTIES ENVIRONMENT QT_QPA_PLATFORM=offscreen)
endforeach()
# What is used after it was freed must not look as it did before.
set_tests_properties(tst_canvas_render PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen;MALLOC_PERTURB_=85")
set_property(TEST tst_canvas_geometry APPEND PROPERTY LABELS threads)
