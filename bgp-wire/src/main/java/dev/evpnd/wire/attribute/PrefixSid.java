package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.ArrayList;
import java.util.List;

/// BGP Prefix-SID, RFC 8669, with the SRv6 service TLVs of RFC 9252.
///
/// ```
/// +-----------------+-------------------+-----------------+
/// | Type (1 octet)  | Length (2 octets) | Value (Length)  |
/// +-----------------+-------------------+-----------------+
/// ```
///
/// The values stay octets. Those of the types below have been checked for their form; TLVs of other
/// types are passed on as they came.
///
/// @param tlvs at least one
public record PrefixSid(List<Tlv> tlvs) implements PathAttribute {
    public static final int LABEL_INDEX = 1;
    public static final int ORIGINATOR_SRGB = 3;
    public static final int SRV6_L3_SERVICE = 5;
    public static final int SRV6_L2_SERVICE = 6;

    private static final int HEADER_LENGTH = 3;

    private static final int LABEL_INDEX_LENGTH = 7;
    private static final int SRGB_FLAGS_LENGTH = 2;
    private static final int SRGB_LENGTH = 6;

    private static final int SRV6_SID_INFORMATION = 1;
    private static final int SRV6_SID_INFORMATION_LENGTH = 21;
    private static final int SRV6_SID_STRUCTURE = 1;
    private static final int SRV6_SID_STRUCTURE_LENGTH = 6;

    public PrefixSid {
        tlvs = List.copyOf(tlvs);
        if (tlvs.isEmpty()) {
            throw new IllegalArgumentException("there is at least one TLV");
        }
        long length = 0;
        for (var tlv : tlvs) {
            if (!isWellFormed(tlv.type(), tlv.value().reader())) {
                throw new IllegalArgumentException("no value for TLV type " + tlv.type());
            }
            length += HEADER_LENGTH + tlv.value().length();
        }
        AttributeLength.require(length);
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        var value = received.value();
        var tlvs = new ArrayList<Tlv>(1);
        while (!value.isExhausted()) {
            if (value.remaining() < HEADER_LENGTH) {
                return received.wrongValue("a TLV has a type and a length");
            }
            int type = value.u8();
            int length = value.u16();
            if (length > value.remaining()) {
                return malformed(received, type, "a TLV ends within the attribute");
            }
            int start = value.position();
            var octets = value.octets(length);
            if (!isWellFormed(type, new OctetReader(value.array(), start, start + length))) {
                return malformed(received, type, "the value of a TLV has the form of its type");
            }
            tlvs.add(new Tlv(type, octets));
        }
        return Decoded.accepted(new PrefixSid(tlvs));
    }

    /// A malformed SRv6 service leaves nothing to forward by, so that the routes go with it (RFC
    /// 9252 section 7); without any other TLV they are as good as before (RFC 8669 section 6).
    private static Decoded<PathAttribute> malformed(
            ReceivedAttribute received, int tlvType, String expected) {
        return switch (tlvType) {
            case SRV6_L3_SERVICE, SRV6_L2_SERVICE ->
                    received.malformed(
                            Treatment.TREAT_AS_WITHDRAW,
                            NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                            expected);
            default -> received.wrongValue(expected);
        };
    }

    private static boolean isWellFormed(int type, OctetReader value) {
        int length = value.remaining();
        return switch (type) {
            case LABEL_INDEX -> length == LABEL_INDEX_LENGTH;
            case ORIGINATOR_SRGB ->
                    length > SRGB_FLAGS_LENGTH && (length - SRGB_FLAGS_LENGTH) % SRGB_LENGTH == 0;
            case SRV6_L3_SERVICE, SRV6_L2_SERVICE -> isSrv6Service(value);
            default -> true;
        };
    }

    /// A reserved octet and sub-TLVs of type (1), length (2) and value: RFC 9252 section 2.
    private static boolean isSrv6Service(OctetReader value) {
        if (value.remaining() < 1) {
            return false;
        }
        value.skip(1);
        while (!value.isExhausted()) {
            if (value.remaining() < HEADER_LENGTH) {
                return false;
            }
            int type = value.u8();
            int length = value.u16();
            if (length > value.remaining()) {
                return false;
            }
            var subTlv = value.slice(length);
            if (type == SRV6_SID_INFORMATION && !isSidInformation(subTlv)) {
                return false;
            }
        }
        return true;
    }

    /// A SID with its flags and behaviour, and sub-sub-TLVs: RFC 9252 sections 3.1 and 3.2.1.
    private static boolean isSidInformation(OctetReader subTlv) {
        if (subTlv.remaining() < SRV6_SID_INFORMATION_LENGTH) {
            return false;
        }
        subTlv.skip(SRV6_SID_INFORMATION_LENGTH);
        while (!subTlv.isExhausted()) {
            if (subTlv.remaining() < HEADER_LENGTH) {
                return false;
            }
            int type = subTlv.u8();
            int length = subTlv.u16();
            if (length > subTlv.remaining()
                    || type == SRV6_SID_STRUCTURE && length != SRV6_SID_STRUCTURE_LENGTH) {
                return false;
            }
            subTlv.skip(length);
        }
        return true;
    }

    @Override
    public int code() {
        return AttributeCode.PREFIX_SID;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        for (var tlv : tlvs) {
            writer.u8(tlv.type()).u16(tlv.value().length()).octets(tlv.value());
        }
    }
}
