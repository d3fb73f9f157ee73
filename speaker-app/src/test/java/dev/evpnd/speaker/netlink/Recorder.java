package dev.evpnd.speaker.netlink;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// Makes a [Recording]: runs commands, one a line of a file, and writes each with the notifications
/// of the kernel that it caused; behind that each table. To be run in a network namespace of its
/// own, as root:
///
/// ```
/// ip netns exec NAME java -cp … dev.evpnd.speaker.netlink.Recorder COMMANDS >RECORDING
/// ```
public final class Recorder {
    private static final int KEPT = 1 << 20;
    private static final int ROOM = 256;

    private Recorder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var system = SystemCalls.load();
        try (var heard = NetlinkSocket.open(system);
                var asked = NetlinkSocket.open(system)) {
            heard.keepUpTo(KEPT);
            for (int group : List.of(1, 3, 5, 7, 9, 11, 33, 35)) {
                heard.join(group);
            }
            asked.enable(NetlinkSocket.STRICT_CHECKS);
            for (var line : Files.readAllLines(Path.of(arguments[0]))) {
                System.out.println("# " + line);
                if (new ProcessBuilder(line.split(" +", -1)).inheritIO().start().waitFor() != 0) {
                    throw new IOException("failed: " + line);
                }
                write(heard, System.out);
            }
            for (var table : Kernel.Table.values()) {
                System.out.println("# " + table);
                var room = Arena.ofAuto().allocate(ROOM, 8);
                asked.send(request(table, room));
                write(asked, System.out);
            }
        }
    }

    private static MemorySegment request(Kernel.Table table, MemorySegment room) {
        var writer = new MessageWriter(room.asByteBuffer().order(ByteOrder.nativeOrder()));
        RequestEncoder.dump(table, 1, writer);
        return room.asSlice(0, writer.length());
    }

    private static void write(NetlinkSocket socket, PrintStream to) {
        while (socket.receive() instanceof NetlinkSocket.Arrival.Datagram(int length)) {
            var octets = new byte[length];
            socket.received().get(0, octets);
            to.println(HexFormat.of().formatHex(octets));
        }
    }
}
