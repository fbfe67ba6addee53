#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_LIBRARY_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_LIBRARY_HPP

// libcurl, and who releases what it gives.

#include <memory>

#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error                                                                                                       \
    "action_grammar's http layer needs libcurl 7.87: earlier ones raise SIGPIPE, and wait for a name beyond the deadline"
#endif

namespace action_grammar::http::detail {

/// Makes libcurl ready, once in a program. Returns whether it is.
inline bool library_ready() noexcept {
    static bool const ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

struct release_easy {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
using easy_handle = std::unique_ptr<CURL, release_easy>;

struct release_list {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using line_list = std::unique_ptr<curl_slist, release_list>;

struct release_url {
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
using url_handle = std::unique_ptr<CURLU, release_url>;

struct release_text {
    void operator()(char* text) const noexcept { curl_free(text); }
};
using curl_text = std::unique_ptr<char, release_text>;

} // namespace action_grammar::http::detail

#endif
