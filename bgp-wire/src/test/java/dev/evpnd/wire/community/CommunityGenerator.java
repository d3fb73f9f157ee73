package dev.evpnd.wire.community;

import dev.evpnd.wire.address.Ipv6Address;

import java.util.List;
import java.util.random.RandomGenerator;

/// Random communities, the same for the same seed.
///
/// They favour what a uniform choice would hardly ever meet: codes that are recognized, numbers at
/// the ends of their ranges, reserved fields that are zero.
public final class CommunityGenerator {
    private static final List<Integer> ROUTE_TARGET_CODES = List.of(0x0002, 0x0102, 0x0202);

    /// The first two octets of every extended community that has a variant of its own.
    private static final List<Integer> RECOGNIZED_CODES =
            List.of(
                    0x0002, 0x0102, 0x0202, 0x0003, 0x0103, 0x0203, 0x030c, 0x030d, 0x0600, 0x0601,
                    0x0602, 0x0603, 0x0604, 0x0606, 0x0608, 0x0609, 0x4004);

    private static final int FIRST_WELL_KNOWN = 0xffff_0000;
    private static final long VALUE_MASK = 0xffff_ffff_ffffL;

    private CommunityGenerator() {}

    public static List<Integer> recognizedCodes() {
        return RECOGNIZED_CODES;
    }

    public static Community community(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Community(FIRST_WELL_KNOWN | random.nextInt(16));
            case 1 -> new Community(FIRST_WELL_KNOWN | 0xff00 | random.nextInt(8));
            default -> new Community(random.nextInt());
        };
    }

    public static LargeCommunity largeCommunity(RandomGenerator random) {
        return new LargeCommunity(u32(random), u32(random), u32(random));
    }

    /// Mostly communities with a variant of their own, some opaque or of any other type.
    public static ExtendedCommunity extendedCommunity(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> ExtendedCommunity.of(random.nextLong());
            case 1 -> extendedCommunity(random, random.nextInt(0x10000));
            case 2 -> extendedCommunity(random, opaqueCode(random));
            default ->
                    extendedCommunity(
                            random, RECOGNIZED_CODES.get(random.nextInt(RECOGNIZED_CODES.size())));
        };
    }

    /// A community that starts with the given two octets.
    public static ExtendedCommunity extendedCommunity(RandomGenerator random, int code) {
        return ExtendedCommunity.of((long) code << 48 | value(random));
    }

    public static RouteTarget routeTarget(RandomGenerator random) {
        int code = ROUTE_TARGET_CODES.get(random.nextInt(ROUTE_TARGET_CODES.size()));
        return new RouteTarget((long) code << 48 | value(random));
    }

    public static Ipv6ExtendedCommunity ipv6ExtendedCommunity(RandomGenerator random) {
        boolean any = random.nextInt(4) == 0;
        return new Ipv6ExtendedCommunity(
                any ? random.nextInt(0x100) : random.nextInt(2) * 0x40,
                any ? random.nextInt(0x100) : 2 + random.nextInt(3),
                new Ipv6Address(value(random) << 16, value(random)),
                random.nextInt(0x10000));
    }

    private static int opaqueCode(RandomGenerator random) {
        return (random.nextBoolean() ? 0x0300 : 0x4300) | random.nextInt(0x100);
    }

    /// 48 bits: any, few, or with whole octets zero as reserved fields should have them.
    private static long value(RandomGenerator random) {
        long value = random.nextLong() & VALUE_MASK;
        return switch (random.nextInt(4)) {
            case 0 -> value;
            case 1 -> value & random.nextLong() & random.nextLong();
            case 2 -> random.nextLong(0x10000);
            default -> value & octetMask(random);
        };
    }

    private static long octetMask(RandomGenerator random) {
        long mask = 0;
        for (int i = 0; i < 6; i++) {
            mask = mask << 8 | (random.nextBoolean() ? 0xff : 0);
        }
        return mask;
    }

    private static int u32(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> random.nextInt(0x10000);
            default -> random.nextInt();
        };
    }
}
