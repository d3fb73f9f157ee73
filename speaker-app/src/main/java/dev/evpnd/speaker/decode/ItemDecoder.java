package dev.evpnd.speaker.decode;

import dev.evpnd.speaker.json.AttributeJson;
import dev.evpnd.speaker.json.EvpnJson;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.json.MessageJson;
import dev.evpnd.speaker.json.NlriJson;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.AttributeFlags;
import dev.evpnd.wire.attribute.ExtendedCommunities;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.attribute.PmsiTunnel;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.error.Malformed;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.error.Treatment;
import dev.evpnd.wire.evpn.EthernetSegmentId;
import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.message.Update;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import tools.jackson.core.JsonGenerator;

import java.util.function.Consumer;

/// Decodes one item of whatever kind, and writes its verdict and its fields into an open object.
///
/// @param family what the routes of [Kind#NLRI] are of
/// @param negotiated what the item's session is taken to have agreed on
record ItemDecoder(AddressFamily family, Negotiated negotiated) {
    private static final int HEADER_LENGTH = 4;
    private static final int VALUE_FLAGS =
            AttributeFlags.OPTIONAL | AttributeFlags.TRANSITIVE | AttributeFlags.EXTENDED_LENGTH;

    /// The same with other terms.
    ItemDecoder under(Negotiated agreed) {
        return new ItemDecoder(family, agreed);
    }

    /// @param length how many octets of the array are the item
    /// @return whether nothing was wrong
    boolean write(JsonGenerator json, Kind kind, byte[] bytes, int length) {
        var reader = new OctetReader(bytes, 0, length);
        var addPath = negotiated.addPathReceive();
        return switch (kind) {
            case MESSAGE ->
                    write(
                            json,
                            kind,
                            BgpMessage.decode(bytes, 0, length, negotiated),
                            message -> new MessageJson(json, addPath).write(message, length));
            case UPDATE_BODY ->
                    write(
                            json,
                            kind,
                            Update.decode(reader, negotiated),
                            update -> new MessageJson(json, addPath).writeUpdate(update));
            case NLRI ->
                    write(
                            json,
                            kind,
                            NlriField.decode(family, reader, addPath.contains(family), "NLRI"),
                            nlri -> {
                                Fields.family(json, nlri.family());
                                new NlriJson(json, addPath).write("routes", nlri);
                            });
            case ATTRIBUTE ->
                    write(
                            json,
                            kind,
                            PathAttributes.decode(reader, negotiated),
                            attributes ->
                                    new AttributeJson(json, addPath)
                                            .write("pathAttributes", attributes));
            case EXTCOMM -> writeExtendedCommunities(json, bytes, length);
            case ESI ->
                    write(json, kind, segment(reader), segment -> EvpnJson.write(json, segment));
            case PMSI -> writePmsiTunnel(json, bytes, length);
        };
    }

    private static <T> boolean write(
            JsonGenerator json, Kind kind, Decoded<T> decoded, Consumer<T> writeValue) {
        VerdictJson.write(json, decoded.faults());
        json.writeStringProperty("kind", kind.text());
        if (decoded instanceof Decoded.Accepted<T>(var value, var _)) {
            writeValue.accept(value);
        }
        return decoded.faults().isEmpty();
    }

    private boolean writeExtendedCommunities(JsonGenerator json, byte[] bytes, int length) {
        var attributes = attribute(AttributeCode.EXTENDED_COMMUNITIES, bytes, length);
        var attributeJson = new AttributeJson(json, negotiated.addPathReceive());
        return write(
                json,
                Kind.EXTCOMM,
                attributes,
                set ->
                        set.find(ExtendedCommunities.class)
                                .ifPresent(attributeJson::writeExtendedCommunities));
    }

    private boolean writePmsiTunnel(JsonGenerator json, byte[] bytes, int length) {
        var attributes = attribute(AttributeCode.PMSI_TUNNEL, bytes, length);
        var attributeJson = new AttributeJson(json, negotiated.addPathReceive());
        return write(
                json,
                Kind.PMSI,
                attributes,
                set -> set.find(PmsiTunnel.class).ifPresent(attributeJson::writePmsiTunnel));
    }

    /// Reads the value of an attribute by putting the header in front that it had. Faults are told
    /// as if the header were not there.
    private Decoded<PathAttributes> attribute(int code, byte[] bytes, int length) {
        var whole =
                new OctetWriter(HEADER_LENGTH + length)
                        .u8(VALUE_FLAGS)
                        .u8(code)
                        .u16(length)
                        .bytes(bytes, 0, length);
        var reader = new OctetReader(whole.array(), 0, whole.length());
        return switch (PathAttributes.decode(reader, negotiated)) {
            case Decoded.Accepted<PathAttributes>(var attributes, var findings) ->
                    Decoded.accepted(
                            attributes, findings.stream().map(ItemDecoder::withoutHeader).toList());
            case Decoded.Rejected<PathAttributes>(var malformed) ->
                    Decoded.rejected(withoutHeader(malformed));
        };
    }

    private static Malformed withoutHeader(Malformed fault) {
        var data = fault.data();
        int hidden = Math.min(Math.max(HEADER_LENGTH - fault.offset(), 0), data.length());
        return new Malformed(
                fault.treatment(),
                fault.code(),
                fault.subject(),
                fault.reason(),
                Math.max(fault.offset() - HEADER_LENGTH, 0),
                data.slice(hidden, data.length() - hidden));
    }

    /// An identifier of another length would make its route malformed, and cost that route alone.
    private static Decoded<EthernetSegmentId> segment(OctetReader reader) {
        if (reader.remaining() != EthernetSegmentId.LENGTH) {
            return Decoded.rejected(
                    new Malformed(
                            Treatment.DISCARD_NLRI,
                            NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                            "Ethernet Segment Identifier",
                            "the length is 10",
                            0,
                            reader.rest()));
        }
        return Decoded.accepted(new EthernetSegmentId(reader.u16(), reader.u64()));
    }
}
