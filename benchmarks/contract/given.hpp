#ifndef ACTION_GRAMMAR_BENCHMARKS_CONTRACT_GIVEN_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CONTRACT_GIVEN_HPP

// What is measured is in the files of the folder `data`.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>

namespace contract_benchmarks {

/// Ends the program unless `holds`: what answers differently is not compared for speed.
inline void expect(bool holds, std::string const& what) {
    if (holds) return;
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(EXIT_FAILURE);
}

inline action_grammar::json::value parsed(std::string_view text) {
    auto value = action_grammar::json::parse(text);
    expect(value.has_value(), "not JSON: " + std::string(text.substr(0, 100)));
    return *std::move(value);
}

inline std::ifstream opened(std::string const& name) {
    std::ifstream file(std::string(ACTION_GRAMMAR_BENCHMARK_DATA) + '/' + name, std::ios::binary);
    expect(file.is_open(), "no such file: " + name);
    return file;
}

/// A file of JSON.
inline action_grammar::json::value given(std::string const& name) {
    std::ifstream file = opened(name);
    return parsed(std::string(std::istreambuf_iterator<char>(file), {}));
}

/// A file of JSON in lines.
inline std::vector<action_grammar::json::value> given_lines(std::string const& name) {
    std::ifstream file = opened(name);
    std::vector<action_grammar::json::value> values;
    for (std::string line; std::getline(file, line);)
        values.push_back(parsed(line));
    return values;
}

inline std::string text_of(action_grammar::json::value const& string) { return string.as_string().c_str(); }

} // namespace contract_benchmarks

#endif
