/* The program speaks to nobody: `analyze serve` answers on the loopback address, and nothing asks elsewhere. The package that serve stands on has a handler for
   proxies, which is not used, and which refers to Foundation's HTTP client and through it to libcurl. Linked statically, these names would be missing. They end
   the program, so that a release needs no libcurl and cannot make a connection of its own. */
#include <stdlib.h>

#define REFUSED(name) \
    void name(void); \
    void name(void) { abort(); }

REFUSED(curl_easy_cleanup)
REFUSED(curl_easy_getinfo)
REFUSED(curl_easy_init)
REFUSED(curl_easy_pause)
REFUSED(curl_easy_setopt)
REFUSED(curl_easy_strerror)
REFUSED(curl_free)
REFUSED(curl_global_init)
REFUSED(curl_multi_add_handle)
REFUSED(curl_multi_assign)
REFUSED(curl_multi_cleanup)
REFUSED(curl_multi_info_read)
REFUSED(curl_multi_init)
REFUSED(curl_multi_remove_handle)
REFUSED(curl_multi_setopt)
REFUSED(curl_multi_socket_action)
REFUSED(curl_slist_append)
REFUSED(curl_slist_free_all)
REFUSED(curl_url)
REFUSED(curl_url_get)
REFUSED(curl_url_set)
REFUSED(curl_version)
REFUSED(curl_version_info)
