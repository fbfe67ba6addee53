#include <string>

#include <action_grammar/contract/schema/validator.hpp>

#include "../validate/contract_case.hpp"
#include "count.hpp"

namespace contract_benchmarks {

namespace ag = action_grammar;

void count_validation() {
    for (std::string const name : {"shipment", "order"}) {
        contract_case const with = read_case(name);
        auto const validator = *ag::schema::compile(with.schema);
        count("validate_" + name + "_valid", [&] { return validator.accepts(with.valid); });
        count("validate_" + name + "_all_errors",
              [&] { return validator.validate(with.invalid).errors.size() >= with.faults.size(); });
        count("validate_" + name + "_compile", [&] { return ag::schema::compile(with.schema).has_value(); });
    }
}

} // namespace contract_benchmarks
