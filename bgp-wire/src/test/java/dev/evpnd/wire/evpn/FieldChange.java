package dev.evpnd.wire.evpn;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.address.Ipv6Address;
import dev.evpnd.wire.address.Label24;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A route in which one field is another. The fields are found in the records themselves, so that
/// none is forgotten.
///
/// @param field the name of the component; those of a flow as `flow.source`
record FieldChange(String field, EvpnRoute route) {

    private static final int OCTET_BITS = 8;

    /// Every route that differs from this one in one field: in one bit, or by an absent field that
    /// is there or the other way round.
    static List<FieldChange> all(EvpnRoute route) {
        var changes = new ArrayList<FieldChange>();
        collect("", (Record) route, each -> (EvpnRoute) each, changes);
        return changes;
    }

    /// What makes a route of a part of it that was changed.
    private interface Whole {
        EvpnRoute with(Record part);
    }

    private static void collect(
            String prefix, Record part, Whole whole, List<FieldChange> changes) {
        var components = part.getClass().getRecordComponents();
        var values = Arrays.stream(components).map(each -> read(each, part)).toArray();
        for (int i = 0; i < components.length; i++) {
            int index = i;
            var name = prefix + components[i].getName();
            if (values[i] instanceof MulticastFlow flow) {
                Whole outer = inner -> whole.with(rebuilt(part, values, index, inner));
                collect(name + ".", flow, outer, changes);
            } else {
                for (var other : others(components[i], values[i])) {
                    var changed = whole.with(rebuilt(part, values, i, other));
                    changes.add(new FieldChange(name, changed));
                }
            }
        }
    }

    private static @Nullable Object read(RecordComponent component, Record part) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Record rebuilt(
            Record part, @Nullable Object[] values, int index, @Nullable Object value) {
        var types =
                Arrays.stream(part.getClass().getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        var changed = values.clone();
        changed[index] = value;
        try {
            return part.getClass().getDeclaredConstructor(types).newInstance(changed);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static List<@Nullable Object> others(RecordComponent field, @Nullable Object value) {
        if (value == null) {
            return field.getType() == Label24.class
                    ? List.of(new Label24(0))
                    : List.of(new Ipv4Address(0), new Ipv6Address(0, 0));
        }
        var others = new ArrayList<@Nullable Object>();
        others(value).filter(other -> !other.equals(value)).forEach(others::add);
        if (field.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            others.add(null);
        }
        return others;
    }

    private static Stream<?> others(Object value) {
        return switch (value) {
            case RouteDistinguisher(long bits) -> longFlips(64, bits, RouteDistinguisher::new);
            case EthernetSegmentId(int high, long low) ->
                    Stream.concat(
                            intFlips(16, high, each -> new EthernetSegmentId(each, low)),
                            longFlips(64, low, each -> new EthernetSegmentId(high, each)));
            case EthernetTag(int id) -> intFlips(32, id, EthernetTag::new);
            case MacAddress(long bits) -> longFlips(48, bits, MacAddress::new);
            case Label24(int bits) -> intFlips(24, bits, Label24::new);
            case Long bits -> longFlips(64, bits, Long::valueOf);
            // Four octets or one: those bits are changed that every integer field has.
            case Integer bits -> intFlips(OCTET_BITS, bits, Integer::valueOf);
            case IpAddress address -> addresses(address);
            case IpPrefix(var address, int length) ->
                    Stream.concat(
                            addresses(address).map(each -> new IpPrefix(each, length)),
                            IntStream.rangeClosed(0, address.bitLength())
                                    .mapToObj(each -> new IpPrefix(address, each)));
            case Octets routeKey -> routeKeys(routeKey);
            default -> throw new AssertionError("no other value is known of " + value);
        };
    }

    private static Stream<IpAddress> addresses(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> intFlips(32, bits, Ipv4Address::new);
            case Ipv6Address(long high, long low) ->
                    Stream.concat(
                            longFlips(64, high, each -> new Ipv6Address(each, low)),
                            longFlips(64, low, each -> new Ipv6Address(high, each)));
        };
    }

    /// All bits but those of the length, which has to agree.
    private static Stream<Octets> routeKeys(Octets routeKey) {
        return IntStream.range(0, routeKey.length())
                .filter(at -> at != 1)
                .mapToObj(
                        at -> {
                            var octets = routeKey.toByteArray();
                            octets[at] ^= 1;
                            return Octets.copyOf(octets);
                        });
    }

    private static <T> Stream<T> longFlips(int width, long bits, LongFunction<T> made) {
        return LongStream.range(0, width).mapToObj(bit -> made.apply(bits ^ 1L << bit));
    }

    private static <T> Stream<T> intFlips(int width, int bits, IntFunction<T> made) {
        return IntStream.range(0, width).mapToObj(bit -> made.apply(bits ^ 1 << bit));
    }
}
