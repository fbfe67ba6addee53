#include "contract_expression/evaluate.hpp"

#include <array>

namespace {

using namespace action_grammar_tests;

TEST_CASE("expressions: operations that do not apply are errors in words of jq") {
    check_examples(std::to_array<example>({
        {R"json(.a)json", R"json(1)json", R"json(! Cannot index number with string "a")json"},
        {R"json(.[0])json", R"json({})json", R"json(! Cannot index object with number)json"},
        {R"json(.[])json", R"json(1)json", R"json(! Cannot iterate over number (1))json"},
        {R"json(.[])json", R"json(null)json", R"json(! Cannot iterate over null (null))json"},
        {R"json(1 + "a")json", R"json(null)json", R"json(! number (1) and string ("a") cannot be added)json"},
        {R"json({} - 1)json", R"json(null)json",
         R"json(! object ({}) and number (1) cannot be subtracted)json"},
        {R"json(1 / 0 * .)json", R"json(1)json",
         R"json(! number (1) and number (0) cannot be divided because the divisor is zero)json"},
        {R"json(. / 0)json", R"json(1)json",
         R"json(! number (1) and number (0) cannot be divided because the divisor is zero)json"},
        {R"json(. % 0)json", R"json(5)json",
         R"json(! number (5) and number (0) cannot be divided (remainder) because the divisor is zero)json"},
        {R"json(-.)json", R"json("a")json", R"json(! string ("a") cannot be negated)json"},
        {R"json(keys)json", R"json(1)json", R"json(! number (1) has no keys)json"},
        {R"json(has("a"))json", R"json([])json", R"json(! Cannot check whether array has a string key)json"},
        {R"json(length)json", R"json(true)json", R"json(! boolean (true) has no length)json"},
        {R"json(tonumber)json", R"json("x")json", R"json(! Invalid numeric literal (while parsing 'x'))json"},
        {R"json(tonumber)json", R"json([1])json", R"json(! array ([1]) cannot be parsed as a number)json"},
        {R"json(error("x"))json", R"json(null)json", R"json(! x)json"},
        {R"json(error)json", R"json("boom")json", R"json(! boom)json"},
        {R"json(error({a:1}))json", R"json(null)json", R"json(! {"a":1} (not a string))json"},
        {R"json({(.): 1})json", R"json(1)json", R"json(! Cannot use number (1) as object key)json"},
        {R"json(sort)json", R"json({})json",
         R"json(! object ({}) cannot be sorted, as it is not an array)json"},
        {R"json(flatten(-1))json", R"json([])json", R"json(! flatten depth must not be negative)json"},
        {R"json(@csv)json", R"json([[1]])json", R"json(! array ([1]) is not valid in a csv row)json"},
        {R"json(@base64d)json", R"json("!!")json", R"json(! string ("!!") is not valid base64 data)json"},
        {R"json(implode)json", R"json(["a"])json",
         R"json(! string ("a") can't be imploded, unicode codepoint needs to be numeric)json"},
        {R"json(fromdate)json", R"json("x")json",
         R"json(! date "x" does not match format "%Y-%m-%dT%H:%M:%SZ")json"},
        {R"json(path(1 | .a?))json", R"json(null)json",
         R"json(! Invalid path expression near attempt to access element "a" of 1)json"},
        {R"json(path(. + 1))json", R"json(1)json", R"json(! Invalid path expression with result 2)json"},
        {R"json([1] | .[1:2] = 5)json", R"json(null)json",
         R"json(! A slice of an array can only be assigned another array)json"},
        {R"json(. as [$a] | $a)json", R"json({})json", R"json(! Cannot index object with number)json"},
        {R"json(from_entries)json", R"json([{"key":1}])json",
         R"json(! Cannot use number (1) as object key)json"},
        {R"json(join(","))json", R"json([[1]])json",
         R"json(! string ("") and array ([1]) cannot be added)json"},
        {R"json(test(1))json", R"json("a")json", R"json(! number not a string or array)json"},
        {R"json(startswith(1))json", R"json("a")json", R"json(! startswith() requires string inputs)json"},
        {R"json(1, error("late"))json", R"json(null)json", R"json(1 ! late)json"},
        {R"json(nth(-1; .[]))json", R"json([1])json", R"json(! nth doesn't support negative indices)json"},
        {R"json(setpath("a"; 1))json", R"json(null)json", R"json(! Path must be specified as an array)json"},
        {R"json([.[] | error?])json", R"json([1])json", R"json([])json"},
    }));
}

} // namespace
