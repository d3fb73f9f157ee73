package dev.evpnd.speaker.demo.memory;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

/// What hosts send each other.
record Frame(MacAddress from, MacAddress to, Payload payload) {
    static final MacAddress BROADCAST = MacAddress.parse("ff:ff:ff:ff:ff:ff");

    /// As much of ARP and ICMP as a ping takes.
    sealed interface Payload {}

    /// @param sender who asks
    /// @param target who is looked for
    record ArpRequest(IpAddress sender, IpAddress target) implements Payload {}

    /// @param sender whose address the frame's is
    record ArpReply(IpAddress sender) implements Payload {}

    record EchoRequest(int sequence) implements Payload {}

    record EchoReply(int sequence) implements Payload {}
}
