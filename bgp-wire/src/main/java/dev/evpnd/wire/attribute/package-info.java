/// Path attributes: what an UPDATE says about its routes, attribute by attribute and as a set.
///
/// [dev.evpnd.wire.attribute.PathAttributes] is where to begin: it decodes, holds and encodes the
/// set. [dev.evpnd.wire.attribute.AttributeTable] lists every attribute that is understood, with
/// its flags and what a fault in it costs; each has a record of its own beside it.
///
/// What is not here: whether an UPDATE has the attributes it must have (that is for the message),
/// and what an attribute makes of a route (that is for the RIB). RFC 4271 section 5, RFC 7606.
@NullMarked
package dev.evpnd.wire.attribute;

import org.jspecify.annotations.NullMarked;
