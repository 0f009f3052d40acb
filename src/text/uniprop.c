#include "text/uniprop.h"

#include "text/uniprop_table.h"
