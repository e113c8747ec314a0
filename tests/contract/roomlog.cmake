sketchroom_test(tst_roomlog roomlog.cpp sketchroom_host LABELS threads)
