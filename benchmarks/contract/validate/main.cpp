#include <set>
#include <string>
#include <vector>

#include "../given.hpp"
#include "../measure.hpp"
#include "subject.hpp"

// Validation of a value against a contract. The verdicts are compared, and that each library finds every fault.

namespace {

using namespace contract_benchmarks;

void check(contract_case const& with, subject const& library) {
    std::string const title = library.name + ", " + with.name + ": ";
    expect(library.accepts_valid(), title + "the valid value is refused");
    expect(!library.accepts_invalid(), title + "the invalid value is accepted");
    if (library.first_error)
        expect(with.faults.count(library.first_error()) == 1,
               title + "the first error is none of the faults");
    std::set<std::string> const found = library.where();
    for (std::string const& fault : with.faults)
        expect(found.count(fault) == 1, title + "nothing is found at " + fault);
    expect(library.errors() >= with.faults.size(), title + "there are fewer errors than faults");
}

} // namespace

int main(int count, char** arguments) {
    for (std::string const name : {"shipment", "order"}) {
        contract_case const with = read_case(name);
        for (subject const& library : {with_action_grammar(with), with_valijson(with)}) {
            check(with, library);
            measure(name + "_valid " + library.name, library.accepts_valid);
            measure(name + "_refused " + library.name, library.accepts_invalid);
            if (library.first_error) measure(name + "_first_error " + library.name, library.first_error);
            measure(name + "_all_errors " + library.name, library.errors);
            measure(name + "_compile " + library.name, [compile = library.compile] { return compile(), 0; });
        }
    }
    run(count, arguments);
}
