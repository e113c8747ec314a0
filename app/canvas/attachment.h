#pragma once

#include "common/model/attachment.h"
