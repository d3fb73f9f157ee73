package dev.evpnd.wire.attribute;

import dev.evpnd.wire.octets.OctetWriter;

/// The attribute block of a reflected route, made from the received one by copying it.
///
/// A reflector adds an ORIGINATOR_ID where there is none, and puts its cluster id in front of the
/// CLUSTER_LIST (RFC 4456 section 8). Of the attributes that nobody here understands, the
/// transitive are marked as partial and the others are left out (RFC 4271 section 5). All else
/// stays bit for bit as it came and where it was. The two stand in order of their type codes in
/// what is new.
///
/// Both sessions have AS numbers of the same size, and the block was judged without any finding:
/// one of which an attribute had to be discarded is encoded anew and not copied.
public final class ReflectedAttributes {
    private static final int FLAGS = AttributeFlags.OPTIONAL;
    private static final int ID_LENGTH = 4;

    private ReflectedAttributes() {}

    /// Appends the block as it is sent on.
    ///
    /// @param bytes holds an attribute block (no MP_REACH_NLRI, no MP_UNREACH_NLRI) that has been
    ///   judged well formed
    /// @param originatorId the BGP identifier of the peer that sent the route, used where the route
    ///   does not name its originator yet
    /// @param clusterId of this reflector
    public static void write(
            OctetWriter out,
            byte[] bytes,
            int offset,
            int length,
            int originatorId,
            int clusterId) {
        int end = offset + length;
        boolean originatorDone = has(bytes, offset, end, AttributeCode.ORIGINATOR_ID);
        boolean clusterDone = has(bytes, offset, end, AttributeCode.CLUSTER_LIST);
        int at = offset;
        while (at < end) {
            int code = AttributeHeader.code(bytes, at);
            int next = AttributeHeader.end(bytes, at);
            if (!originatorDone && code > AttributeCode.ORIGINATOR_ID) {
                writeOriginator(out, originatorId);
                originatorDone = true;
            }
            if (!clusterDone && code > AttributeCode.CLUSTER_LIST) {
                writeClusterList(out, clusterId, bytes, at, 0);
                clusterDone = true;
            }
            if (code == AttributeCode.CLUSTER_LIST) {
                int value = at + AttributeHeader.length(bytes[at]);
                writeClusterList(out, clusterId, bytes, value, next - value);
            } else {
                passOn(out, code, bytes, at, next);
            }
            at = next;
        }
        if (!originatorDone) {
            writeOriginator(out, originatorId);
        }
        if (!clusterDone) {
            writeClusterList(out, clusterId, bytes, end, 0);
        }
    }

    private static void passOn(OctetWriter out, int code, byte[] bytes, int at, int end) {
        if (AttributeTable.isRecognized(code)) {
            out.bytes(bytes, at, end - at);
        } else if ((bytes[at] & AttributeFlags.TRANSITIVE) != 0) {
            out.u8(bytes[at] | AttributeFlags.PARTIAL).bytes(bytes, at + 1, end - at - 1);
        }
    }

    private static boolean has(byte[] bytes, int offset, int end, int code) {
        for (int at = offset; at < end; at = AttributeHeader.end(bytes, at)) {
            if (AttributeHeader.code(bytes, at) == code) {
                return true;
            }
        }
        return false;
    }

    private static void writeOriginator(OctetWriter out, int originatorId) {
        out.u8(FLAGS).u8(AttributeCode.ORIGINATOR_ID).u8(ID_LENGTH).u32(originatorId);
    }

    private static void writeClusterList(
            OctetWriter out, int clusterId, byte[] bytes, int oldOffset, int oldLength) {
        int length = oldLength + ID_LENGTH;
        if (length > 255) {
            out.u8(FLAGS | AttributeFlags.EXTENDED_LENGTH).u8(AttributeCode.CLUSTER_LIST);
            out.u16(length);
        } else {
            out.u8(FLAGS).u8(AttributeCode.CLUSTER_LIST).u8(length);
        }
        out.u32(clusterId).bytes(bytes, oldOffset, oldLength);
    }
}
