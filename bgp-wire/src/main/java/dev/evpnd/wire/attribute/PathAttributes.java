package dev.evpnd.wire.attribute;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetReader;
import dev.evpnd.wire.octets.OctetWriter;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The path attributes of an UPDATE: immutable, at most one of each type, in the order of their
/// type codes, equal to another set by content.
///
/// The set also keeps the Partial bit of each optional transitive attribute (RFC 4271 section 4.3).
/// All else about an attribute's header is canonical: encoding sets the flags that the type has,
/// and Extended Length where the value needs it.
///
/// ```java
/// var decoded = PathAttributes.decode(reader, negotiated);
/// var attributes = decoded.orElseThrow().mergedAs4();
/// attributes.find(LocalPref.class).map(LocalPref::preference);
/// attributes.with(new LocalPref(200)).forPropagation().encode(writer, negotiated);
/// ```
public final class PathAttributes {
    static final BitSet NONE = new BitSet(0);

    public static final PathAttributes EMPTY = new PathAttributes(new PathAttribute[0], NONE);

    private static final int LONGEST_SHORT_VALUE = 0xff;
    private static final int SHORT_LIST = 16;

    private final PathAttribute[] attributes;

    /// The codes of the attributes that have the Partial bit; never written to.
    private final BitSet partial;

    private PathAttributes(PathAttribute[] attributes, BitSet partial) {
        this.attributes = attributes;
        this.partial = partial;
    }

    /// @throws IllegalArgumentException when there are two of one type
    public static PathAttributes of(PathAttribute... attributes) {
        return of(List.of(attributes), NONE);
    }

    /// @throws IllegalArgumentException when there are two of one type
    public static PathAttributes of(Collection<? extends PathAttribute> attributes) {
        return of(attributes, NONE);
    }

    /// @param partial held from now on and not to be written to
    static PathAttributes of(Collection<? extends PathAttribute> attributes, BitSet partial) {
        var sorted = attributes.toArray(PathAttribute[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(PathAttribute::code));
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i - 1].code() == sorted[i].code()) {
                throw new IllegalArgumentException("two attributes " + sorted[i].name());
            }
        }
        return new PathAttributes(sorted, partial.isEmpty() ? NONE : partial);
    }

    /// Reads the Path Attributes field of an UPDATE, all that the reader has left.
    ///
    /// Total: any octets give a value. A rejection is a fault that resets the session. In an
    /// accepted set the attributes are missing that the findings are about; what the findings cost,
    /// the strongest treatment among them says. AS4_PATH and AS4_AGGREGATOR are as received until
    /// [#mergedAs4]. Attributes that an UPDATE must have are not asked for here.
    public static Decoded<PathAttributes> decode(OctetReader attributes, Negotiated negotiated) {
        return new PathAttributesDecoder(attributes, AttributeContext.of(negotiated)).decode();
    }

    /// All attributes in the order of their codes.
    public List<PathAttribute> asList() {
        return List.of(attributes);
    }

    public boolean isEmpty() {
        return attributes.length == 0;
    }

    /// Whether there is an attribute of this type code.
    public boolean has(int code) {
        return index(code) >= 0;
    }

    public Optional<PathAttribute> get(int code) {
        int index = index(code);
        return index < 0 ? Optional.empty() : Optional.of(attributes[index]);
    }

    /// The attribute of this record type; [UnrecognizedAttribute]s are told apart by [#get].
    public <T extends PathAttribute> Optional<T> find(Class<T> type) {
        for (var attribute : attributes) {
            if (type.isInstance(attribute)) {
                return Optional.of(type.cast(attribute));
            }
        }
        return Optional.empty();
    }

    private int index(int code) {
        for (int i = 0; i < attributes.length; i++) {
            if (attributes[i].code() == code) {
                return i;
            }
        }
        return -1;
    }

    /// Whether the attribute of this code was passed on by a speaker that did not understand it.
    public boolean isPartial(int code) {
        return partial.get(code);
    }

    /// The set with this attribute, in place of the one of its type if there is one. The Partial
    /// bit of that type stays: once set, no one clears it (RFC 4271 section 5).
    public PathAttributes with(PathAttribute attribute) {
        int index = index(attribute.code());
        if (index >= 0) {
            var replaced = attributes.clone();
            replaced[index] = attribute;
            return new PathAttributes(replaced, partial);
        }
        var added = Arrays.copyOf(attributes, attributes.length + 1);
        added[attributes.length] = attribute;
        return of(List.of(added), partial);
    }

    /// The set with the Partial bit on the attribute of this code: what a speaker does that adds an
    /// optional transitive attribute to a route of someone else's (RFC 4271 section 5).
    ///
    /// @throws IllegalArgumentException when there is no optional transitive attribute of the code
    public PathAttributes withPartial(int code) {
        if (get(code).filter(PathAttributes::mayBePartial).isEmpty()) {
            throw new IllegalArgumentException(
                    "no optional transitive attribute " + AttributeCode.name(code));
        }
        var set = copyOfPartial();
        set.set(code);
        return new PathAttributes(attributes, set);
    }

    public PathAttributes without(int code) {
        if (!has(code)) {
            return this;
        }
        var kept = Arrays.stream(attributes).filter(each -> each.code() != code).toList();
        var bits = copyOfPartial();
        bits.clear(code);
        return of(kept, bits);
    }

    /// The set as another peer may get it, as far as nobody has to understand the attributes: of
    /// the unrecognized ones the transitive stay, with the Partial bit, and the others go (RFC 4271
    /// section 5). What becomes of those that are understood is policy and not asked here.
    public PathAttributes forPropagation() {
        if (find(UnrecognizedAttribute.class).isEmpty()) {
            return this;
        }
        var bits = copyOfPartial();
        var kept = Arrays.stream(attributes).filter(PathAttributes::isPassedOn).toList();
        for (var attribute : kept) {
            if (attribute instanceof UnrecognizedAttribute) {
                bits.set(attribute.code());
            }
        }
        return of(kept, bits);
    }

    private static boolean isPassedOn(PathAttribute attribute) {
        return !(attribute instanceof UnrecognizedAttribute unrecognized)
                || unrecognized.isTransitive();
    }

    /// The set with AS4_PATH and AS4_AGGREGATOR taken into AS_PATH and AGGREGATOR, and themselves
    /// gone (RFC 6793 section 4.2.3).
    public PathAttributes mergedAs4() {
        return has(AttributeCode.AS4_PATH) || has(AttributeCode.AS4_AGGREGATOR)
                ? As4Translation.merged(this)
                : this;
    }

    /// Writes the attributes, those that carry routes first (RFC 7606 section 5.1).
    ///
    /// Towards a peer with two-octet AS numbers, AS4_PATH and AS4_AGGREGATOR are made of what does
    /// not fit (RFC 6793 section 4.2.2); towards all others they are left out.
    public void encode(OctetWriter writer, Negotiated negotiated) {
        encode(writer, AttributeContext.of(negotiated));
    }

    void encode(OctetWriter writer, AttributeContext context) {
        var sent =
                context.fourOctetAs()
                        ? As4Translation.withoutAs4(this)
                        : As4Translation.split(this);
        for (var attribute : sent.attributes) {
            if (AttributeCode.carriesRoutes(attribute.code())) {
                sent.encodeOne(writer, attribute, context);
            }
        }
        for (var attribute : sent.attributes) {
            if (!AttributeCode.carriesRoutes(attribute.code())) {
                sent.encodeOne(writer, attribute, context);
            }
        }
    }

    private void encodeOne(OctetWriter writer, PathAttribute attribute, AttributeContext context) {
        int code = attribute.code();
        int flags = attribute.attributeFlags() | (partial.get(code) ? AttributeFlags.PARTIAL : 0);
        int start = writer.length();
        writer.u8(flags).u8(code).u8(0);
        int valueStart = writer.length();
        attribute.encodeValue(writer, context);
        int length = writer.length() - valueStart;
        if (length <= LONGEST_SHORT_VALUE) {
            writer.setU8(start + 2, length);
            return;
        }
        // Few values are this long: moving those beats measuring all.
        writer.reserve(1);
        System.arraycopy(writer.array(), valueStart, writer.array(), valueStart + 1, length);
        writer.setU8(start, flags | AttributeFlags.EXTENDED_LENGTH);
        writer.setU16(start + 2, length);
    }

    /// How many ATTR_SETs stand in one another here.
    int attrSetDepth() {
        for (var attribute : attributes) {
            if (attribute instanceof AttrSet inner) {
                return 1 + inner.attributes().attrSetDepth();
            }
        }
        return 0;
    }

    /// The octets that the attributes take inside an ATTR_SET.
    int encodedLengthInside() {
        var writer = new OctetWriter(SHORT_LIST);
        encode(writer, AttributeContext.INSIDE);
        return writer.length();
    }

    static boolean mayBePartial(PathAttribute attribute) {
        return attribute.attributeFlags() == AttributeCategory.OPTIONAL_TRANSITIVE.flags();
    }

    private BitSet copyOfPartial() {
        var copy = new BitSet();
        copy.or(partial);
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathAttributes that
                && Arrays.equals(attributes, that.attributes)
                && partial.equals(that.partial);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(attributes) + partial.hashCode();
    }

    /// The attributes by name, with `partial` where the bit is set.
    @Override
    public String toString() {
        return Arrays.stream(attributes)
                .map(each -> each.name() + (isPartial(each.code()) ? " (partial) " : " ") + each)
                .collect(Collectors.joining("; "));
    }
}
