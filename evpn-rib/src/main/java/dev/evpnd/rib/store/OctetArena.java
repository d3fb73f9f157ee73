package dev.evpnd.rib.store;

import dev.evpnd.wire.octets.BigEndian;

import java.util.Arrays;

/// Octet strings of 1 to 255 octets, packed end to end in large arrays, each known by its place.
///
/// A freed place is used again for the next string that takes as many words of eight octets; keys
/// of routes come in few lengths, so that little is lost to that.
public final class OctetArena {
    private static final int WORD = 8;
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK_WORDS = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK_WORDS - 1;
    private static final int LONGEST = 255;
    private static final int SIZE_CLASSES = (1 + LONGEST + WORD - 1) / WORD + 1;
    private static final int NOWHERE = -1;

    private byte[][] chunks = new byte[0][];
    private int chunkCount;
    private int nextWord;
    private final int[] firstFree = new int[SIZE_CLASSES];

    public OctetArena() {
        Arrays.fill(firstFree, NOWHERE);
    }

    /// Keeps a copy of the octets and returns its place.
    public int add(byte[] source, int offset, int length) {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("an octet string has 1 to 255 octets");
        }
        int place = take(words(length));
        byte[] chunk = chunk(place);
        int at = offset(place);
        chunk[at] = (byte) length;
        System.arraycopy(source, offset, chunk, at + 1, length);
        return place;
    }

    public void remove(int place) {
        int words = words(length(place));
        BigEndian.putU32(chunk(place), offset(place), firstFree[words]);
        firstFree[words] = place;
    }

    public int length(int place) {
        return chunk(place)[offset(place)] & 0xff;
    }

    /// The array that holds the string, to be read from [#start] on.
    public byte[] array(int place) {
        return chunk(place);
    }

    /// The offset of the string's first octet in [#array].
    public int start(int place) {
        return offset(place) + 1;
    }

    public boolean equals(int place, byte[] other, int offset, int length) {
        int start = start(place);
        return length(place) == length
                && Arrays.equals(
                        chunk(place), start, start + length, other, offset, offset + length);
    }

    /// What all strings take, and the places that wait for some.
    public long octets() {
        return (long) chunkCount * CHUNK_WORDS * WORD;
    }

    private int take(int words) {
        int place = firstFree[words];
        if (place != NOWHERE) {
            firstFree[words] = BigEndian.u32(chunk(place), offset(place));
            return place;
        }
        // A string does not cross the end of a chunk.
        if ((nextWord & CHUNK_MASK) + words > CHUNK_WORDS) {
            nextWord = (nextWord | CHUNK_MASK) + 1;
        }
        int chunk = nextWord >>> CHUNK_BITS;
        if (chunk == chunkCount) {
            if (chunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, Math.max(16, 2 * chunks.length));
            }
            chunks[chunk] = new byte[CHUNK_WORDS * WORD];
            chunkCount++;
        }
        place = nextWord;
        nextWord += words;
        return place;
    }

    private byte[] chunk(int place) {
        return chunks[place >>> CHUNK_BITS];
    }

    private static int offset(int place) {
        return (place & CHUNK_MASK) * WORD;
    }

    private static int words(int length) {
        return (1 + length + WORD - 1) / WORD;
    }
}
