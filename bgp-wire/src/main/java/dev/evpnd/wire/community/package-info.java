/// Communities: the standard, large and extended labels that routes carry, each with its text form.
///
/// What is here is one community at a time, read and written as a fixed number of octets that are
/// never malformed. The attributes that hold lists of them are in `dev.evpnd.wire.attribute`; what
/// a community makes a speaker do is decided elsewhere. RFC 1997, RFC 4360, RFC 5701, RFC 8092.
///
/// ```java
/// var target = RouteTarget.parse("65000:100");
/// var same = ExtendedCommunity.of(0x0002_fde8_0000_0064L);
/// target.equals(same) && same.toString().equals("RT:65000:100"); // true
/// ```
@NullMarked
package dev.evpnd.wire.community;

import org.jspecify.annotations.NullMarked;
