#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_CATCH_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_CATCH_HPP

// Catch2, whichever of its two header layouts is installed. Include this and never <catch2/...>.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#endif
