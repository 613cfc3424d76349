#ifndef HEATPRESS_CCMARK_SHIM_H
#define HEATPRESS_CCMARK_SHIM_H

#include <cmark.h>
#include <stdlib.h>

#endif
