#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_VERIFY_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_VERIFY_HPP

// Every case twice: in a constant expression, where undefined behavior is an error, and at run time, where
// sanitizers look and a failure shows the values.

#include "support/catch.hpp"

#define ACTION_GRAMMAR_VERIFY(...)                                                                           \
    do {                                                                                                     \
        static_assert(__VA_ARGS__);                                                                          \
        CHECK(__VA_ARGS__);                                                                                  \
    } while (false)

#endif
