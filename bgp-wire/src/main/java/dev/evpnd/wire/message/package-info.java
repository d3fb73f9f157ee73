/// The messages of BGP-4, one record each, and the header they share.
///
/// [dev.evpnd.wire.message.BgpMessage] decodes any of them; [dev.evpnd.wire.message.MessageHeader]
/// cuts a byte stream into them. When a message may be sent and what follows from it is for the
/// session to say. RFC 4271 sections 4 and 6.
@NullMarked
package dev.evpnd.wire.message;

import org.jspecify.annotations.NullMarked;
