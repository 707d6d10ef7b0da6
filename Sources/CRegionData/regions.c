#include "CRegionData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

const unsigned char region_codes_csv[] = {
#embed "data/regions.csv"
};
const size_t region_codes_csv_length = sizeof region_codes_csv;

const unsigned char region_history_csv[] = {
#embed "data/history.csv"
};
const size_t region_history_csv_length = sizeof region_history_csv;

const unsigned char region_changes_csv[] = {
#embed "data/changes.csv"
};
const size_t region_changes_csv_length = sizeof region_changes_csv;
