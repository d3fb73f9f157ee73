package dev.evpnd.rib.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.octets.BigEndian;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class OctetHashTest {
    private static final int KEY_BITS = 10;

    /// With one multiplication by a constant for each word, the difference that the first bit of a
    /// word makes is known without the seed, and the next word can take it back.
    @Test
    void stringsWhoseDifferencesCancelInMultiplicationsByAConstantDoNotCollide() {
        var random = new Random(1);
        for (int round = 0; round < 50; round++) {
            assertThat(hashes(random.nextLong(), 0x8000_0000_8000_0000L, Long.MIN_VALUE, random))
                    .isGreaterThan((1 << KEY_BITS) - 3);
        }
    }

    /// In a signed product, a factor and its negative differ in the sign alone.
    @Test
    void stringsWithNegatedWordsDoNotCollide() {
        var random = new Random(2);
        for (int round = 0; round < 50; round++) {
            assertThat(hashes(random.nextLong(), -2, -2, random))
                    .isGreaterThan((1 << KEY_BITS) - 3);
            assertThat(hashes(random.nextLong(), 1, -2, random)).isGreaterThan((1 << KEY_BITS) - 3);
        }
    }

    /// Of so many pairs of words, any may differ: in the first by one number and in the second by
    /// another.
    private static int hashes(long seed, long second, long first, Random random) {
        var hash = new OctetHash(seed);
        var base = new byte[2 * Long.BYTES * KEY_BITS];
        random.nextBytes(base);
        Set<Integer> found = new HashSet<>();
        for (int chosen = 0; chosen < 1 << KEY_BITS; chosen++) {
            var key = base.clone();
            for (int pair = 0; pair < KEY_BITS; pair++) {
                if ((chosen >> pair & 1) != 0) {
                    flip(key, 2 * Long.BYTES * pair, first);
                    flip(key, 2 * Long.BYTES * pair + Long.BYTES, second);
                }
            }
            found.add(hash.of(key, 0, key.length));
        }
        return found.size();
    }

    private static void flip(byte[] key, int at, long bits) {
        BigEndian.putU32(key, at, BigEndian.u32(key, at) ^ (int) (bits >>> 32));
        BigEndian.putU32(key, at + 4, BigEndian.u32(key, at + 4) ^ (int) bits);
    }

    @Test
    void everyBitOfAStringIsWorthHalfTheBitsOfTheHash() {
        for (int length : new int[] {1, 5, 8, 11, 16, 23, 33, 64}) {
            for (int bit = 0; bit < 8 * length; bit++) {
                assertThat(averageFlips(length, bit))
                        .as("bit %d of %d octets", bit, length)
                        .isBetween(14.0, 18.0);
            }
        }
    }

    private static double averageFlips(int length, int bit) {
        var random = new Random(31L * length + bit);
        int rounds = 400;
        int flipped = 0;
        for (int i = 0; i < rounds; i++) {
            var hash = new OctetHash(random.nextLong());
            var key = new byte[length];
            random.nextBytes(key);
            int before = hash.of(key, 0, length);
            key[bit / 8] ^= (byte) (1 << bit % 8);
            flipped += Integer.bitCount(before ^ hash.of(key, 0, length));
        }
        return (double) flipped / rounds;
    }

    @Test
    void theSeedIsWorthHalfTheBitsOfTheHash() {
        var random = new Random(3);
        int flipped = 0;
        for (int i = 0; i < 1000; i++) {
            var key = new byte[30];
            random.nextBytes(key);
            long seed = random.nextLong();
            flipped +=
                    Integer.bitCount(
                            new OctetHash(seed).of(key, 0, key.length)
                                    ^ new OctetHash(seed + 1).of(key, 0, key.length));
        }
        assertThat(flipped / 1000.0).isBetween(15.0, 17.0);
    }

    @Test
    void zerosOfOtherLengthsHashOtherwise() {
        var hash = new OctetHash(0);
        Set<Integer> found = new HashSet<>();
        for (int length = 0; length < 256; length++) {
            found.add(hash.of(new byte[256], 0, length));
        }
        assertThat(found).hasSize(256);
    }
}
