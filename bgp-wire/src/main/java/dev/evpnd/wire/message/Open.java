package dev.evpnd.wire.message;

import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;

/// OPEN, who a speaker is and what it can do, RFC 4271 section 4.2.
///
/// ```
/// +-------------------------------+
/// | Version (1 octet)             |
/// | My Autonomous System (2)      |
/// | Hold Time (2), in seconds     |
/// | BGP Identifier (4)            |
/// | Opt Parm Len (1)              |
/// | Optional Parameters           |
/// +-------------------------------+
/// ```
///
/// The only optional parameter is Capabilities. It may occur several times and means the same as if
/// it occurred once (RFC 5492 section 4); it is written once, as the RFC recommends, in the form of
/// RFC 4271 as long as that has room for it and else in that of RFC 9072:
///
/// ```
/// | Non-Ext OP Len (1), 255 | Non-Ext OP Type (1), 255 | Extended Opt Parm Length (2) |
/// | Parm Type (1) | Parm Length (2) | Parm Value |
/// ```
///
/// There is no Open that a peer would have to refuse by RFC 4271 section 6.2, RFC 6286 or RFC 7607:
/// the constructor sees to it, and the decoder before it.
///
/// @param myAutonomousSystem two octets; [Asn#AS_TRANS] where the number needs four
/// @param holdTimeSeconds 0 or 3 to 65535
/// @param capabilities in the order of the message
public record Open(
        int myAutonomousSystem,
        int holdTimeSeconds,
        BgpIdentifier identifier,
        List<Capability> capabilities)
        implements BgpMessage {

    public static final int VERSION = 4;

    static final int CAPABILITIES_PARAMETER = 2;
    static final int EXTENDED = 255;

    private static final int MAX_PARAMETERS_LENGTH = 255;
    private static final int PARAMETER_HEADER_LENGTH = 2;
    private static final int EXTENDED_PARAMETER_HEADER_LENGTH = 3;
    private static final int EXTENDED_HEADER_LENGTH = 3;
    private static final int NO_NUMBER = 0;
    private static final int NO_ROLE = -1;

    public Open {
        capabilities = List.copyOf(capabilities);
        if (myAutonomousSystem <= 0 || myAutonomousSystem > 0xffff) {
            throw new IllegalArgumentException("My Autonomous System has 16 bits and is not 0");
        }
        if (holdTimeSeconds >>> 16 != 0 || !isAcceptableHoldTime(holdTimeSeconds)) {
            throw new IllegalArgumentException("a hold time is 0 or from 3 to 65535 seconds");
        }
        if (identifier.bits() == 0) {
            throw new IllegalArgumentException("a BGP Identifier is not 0");
        }
        if (!isOneAutonomousSystem(myAutonomousSystem, capabilities)) {
            throw new IllegalArgumentException("both places name the same AS");
        }
        if (!isOneRole(capabilities)) {
            throw new IllegalArgumentException("all roles are the same");
        }
        if (capabilitiesLength(capabilities) > maxCapabilitiesLength()) {
            throw new IllegalArgumentException("an OPEN has at most 4096 octets");
        }
    }

    /// The OPEN of a speaker of RFC 6793: `asn` is put in both places that are for it.
    ///
    /// @param capabilities without [FourOctetAs], which is placed behind them
    public static Open of(
            Asn asn, int holdTimeSeconds, BgpIdentifier identifier, List<Capability> capabilities) {
        var announced = new ArrayList<>(capabilities);
        announced.add(new FourOctetAs(asn));
        int field = asn.fitsTwoOctets() ? asn.number() : Asn.AS_TRANS.number();
        return new Open(field, holdTimeSeconds, identifier, announced);
    }

    /// The sender's AS number: that of the capability where it is announced (RFC 6793 section 4.1).
    public Asn asn() {
        for (var capability : capabilities) {
            if (capability instanceof FourOctetAs(Asn asn)) {
                return asn;
            }
        }
        return new Asn(myAutonomousSystem);
    }

    /// RFC 4271 section 4.2: zero, or at least three seconds.
    static boolean isAcceptableHoldTime(int seconds) {
        return seconds == 0 || seconds >= 3;
    }

    /// Whether all numbers are the same. The field says nothing where it is [Asn#AS_TRANS].
    static boolean isOneAutonomousSystem(int field, List<Capability> capabilities) {
        int found = field == Asn.AS_TRANS.number() ? NO_NUMBER : field;
        for (var capability : capabilities) {
            if (capability instanceof FourOctetAs(Asn asn)) {
                if (found != NO_NUMBER && found != asn.number()) {
                    return false;
                }
                found = asn.number();
            }
        }
        return true;
    }

    /// RFC 9234 section 4.2: several roles are one if they are the same.
    static boolean isOneRole(List<Capability> capabilities) {
        int found = NO_ROLE;
        for (var capability : capabilities) {
            if (capability instanceof Role(int value)) {
                if (found != NO_ROLE && found != value) {
                    return false;
                }
                found = value;
            }
        }
        return true;
    }

    private static int capabilitiesLength(List<Capability> capabilities) {
        int length = 0;
        for (var capability : capabilities) {
            length += capability.length();
        }
        return length;
    }

    private static int maxCapabilitiesLength() {
        return MessageHeader.MAX_LENGTH
                - MessageHeader.MIN_OPEN_LENGTH
                - EXTENDED_HEADER_LENGTH
                - EXTENDED_PARAMETER_HEADER_LENGTH;
    }

    @Override
    public int type() {
        return MessageHeader.OPEN;
    }

    @Override
    public void encodeBody(OctetWriter writer, Negotiated negotiated) {
        writer.u8(VERSION).u16(myAutonomousSystem).u16(holdTimeSeconds).u32(identifier.bits());
        int length = capabilitiesLength(capabilities);
        if (length == 0) {
            writer.u8(0);
        } else if (PARAMETER_HEADER_LENGTH + length <= MAX_PARAMETERS_LENGTH) {
            writer.u8(PARAMETER_HEADER_LENGTH + length).u8(CAPABILITIES_PARAMETER).u8(length);
        } else {
            writer.u8(EXTENDED).u8(EXTENDED).u16(EXTENDED_PARAMETER_HEADER_LENGTH + length);
            writer.u8(CAPABILITIES_PARAMETER).u16(length);
        }
        capabilities.forEach(capability -> capability.encode(writer));
    }
}
