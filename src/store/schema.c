/* The library's schema: an ordered array of steps, each from one user_version to the next
 * (src/store/schema). A step that was released is never changed; what comes later is a further
 * step. */
#include "store/sql.h"

#include "schema_steps.h"

const char *const SCHEMA_STEPS[DB_SCHEMA] = {SCHEMA_1, SCHEMA_2, SCHEMA_3};
