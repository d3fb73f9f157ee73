/// JSON of what `dev.evpnd.wire` knows, one class for each package there: fields by their RFC
/// names, the same whether octets were decoded or a route is shown.
///
/// docs/decode.md is the contract. What is written around these fields is others' business.
@NullMarked
package dev.evpnd.speaker.json;

import org.jspecify.annotations.NullMarked;
