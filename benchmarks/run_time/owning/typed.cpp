#include <action_grammar/core.hpp>

#include "../versions.hpp"

namespace {

constexpr auto thank =
    ag::command<"thank">(ag::fetch<"cart">(&shop::cart_service::find)
                         | ag::fetch<"customer">(ag::from<"input">, &shop::customer_registry::owner_of)
                         | ag::validate<"has name">(shop::has_name)
                         | ag::transform<"letter">(ag::from<"customer", "cart">, shop::write_letter)
                         | ag::persist<"receipt">(&shop::outbox::put, ag::keyed_by(&shop::letter::customer)));

} // namespace

shop::order_errors::typed<shop::receipt> entry::owning_typed(order_request const& asked, cart_service& carts,
                                                             customer_registry& customers, outbox& letters) {
    return ag::run(thank, asked, ag::environment{carts, customers, letters});
}
