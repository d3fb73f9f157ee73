package dev.evpnd.wire.attribute;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// AIGP, RFC 7311: the metric of the interior routing summed up over several ASes.
///
/// ```
/// +-----------------+------------------------+--------------------+
/// | Type (1 octet)  | Length (2 octets)      | Value (Length - 3) |
/// +-----------------+------------------------+--------------------+
/// ```
///
/// The Length counts type and length too. TLVs of other types are passed on as they came.
///
/// @param tlvs at least one; an AIGP TLV among them has eight octets
public record Aigp(List<Tlv> tlvs) implements PathAttribute {
    /// The type of the TLV that holds the metric.
    public static final int AIGP_TLV = 1;

    private static final int HEADER_LENGTH = 3;
    private static final int METRIC_LENGTH = 8;

    public Aigp {
        tlvs = List.copyOf(tlvs);
        if (tlvs.isEmpty()) {
            throw new IllegalArgumentException("there is at least one TLV");
        }
        long length = 0;
        for (var tlv : tlvs) {
            if (tlv.type() == AIGP_TLV && tlv.value().length() != METRIC_LENGTH) {
                throw new IllegalArgumentException("an AIGP TLV has eight octets");
            }
            if (tlv.type() == AIGP_TLV && isNoMetric(tlv.value())) {
                throw new IllegalArgumentException("a metric is less than 2^64 - 1");
            }
            length += HEADER_LENGTH + tlv.value().length();
        }
        AttributeLength.require(length);
    }

    /// RFC 7311 section 3.2: to such a metric nothing can be added.
    private static boolean isNoMetric(Octets value) {
        return value.reader().u64() == -1;
    }

    /// @param metric unsigned, and not the greatest number of 64 bits
    public static Aigp of(long metric) {
        var value = new OctetWriter(METRIC_LENGTH).u64(metric).toOctets();
        return new Aigp(List.of(new Tlv(AIGP_TLV, value)));
    }

    static Decoded<PathAttribute> decode(ReceivedAttribute received) {
        var value = received.value();
        var tlvs = new ArrayList<Tlv>(1);
        while (!value.isExhausted()) {
            if (value.remaining() < HEADER_LENGTH) {
                return received.wrongValue("a TLV has a type and a length");
            }
            int type = value.u8();
            int length = value.u16() - HEADER_LENGTH;
            if (length < 0 || length > value.remaining()) {
                return received.wrongValue("a TLV has at least 3 octets and ends in the attribute");
            }
            if (type == AIGP_TLV && length != METRIC_LENGTH) {
                return received.wrongValue("the length of an AIGP TLV is 11");
            }
            var octets = value.octets(length);
            if (type == AIGP_TLV && isNoMetric(octets)) {
                return received.wrongValue("the metric is not the greatest number there is");
            }
            tlvs.add(new Tlv(type, octets));
        }
        return Decoded.accepted(new Aigp(tlvs));
    }

    /// The accumulated metric, unsigned: that of the first AIGP TLV, the only one that counts.
    public OptionalLong metric() {
        for (var tlv : tlvs) {
            if (tlv.type() == AIGP_TLV) {
                return OptionalLong.of(tlv.value().reader().u64());
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public int code() {
        return AttributeCode.AIGP;
    }

    @Override
    public void encodeValue(OctetWriter writer, AttributeContext context) {
        for (var tlv : tlvs) {
            Octets value = tlv.value();
            writer.u8(tlv.type()).u16(value.length() + HEADER_LENGTH).octets(value);
        }
    }
}
