package dev.evpnd.it.tshark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLStreamException;

/// Runs tshark, which has to be installed: without it nothing has been checked.
final class Tshark {
    private static final String MISSING =
            "tshark is not installed, so nothing has read our messages: apt-get install tshark";

    private Tshark() {}

    /// What tshark says of itself: `TShark (Wireshark) 4.0.17 (...)`.
    static String version() {
        var process = start(List.of("tshark", "--version"), Path.of("/dev/null"));
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return String.valueOf(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What tshark reads in a capture.
    ///
    /// It reads twice (`-2`): an MP_REACH_NLRI precedes the community that says whether its labels
    /// are VNIs, and so tshark knows only the second time. Numbers are not looked up in any list of
    /// names, and no preferences but ours count.
    ///
    /// @param asNumberOctets how long AS numbers are in AS_PATH, which tshark would otherwise guess
    static List<Packet> read(byte[] capture, int asNumberOctets) {
        try {
            var directory = Files.createTempDirectory("tshark");
            try {
                return read(directory, capture, asNumberOctets);
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Packet> read(Path directory, byte[] capture, int asNumberOctets)
            throws IOException {
        var file = Files.write(directory.resolve("messages.pcap"), capture);
        var errors = directory.resolve("errors");
        var process = start(command(file, asNumberOctets), errors);
        var packets = new ArrayList<Packet>();
        try (var output = process.getInputStream()) {
            PdmlReader.read(output, packets::add);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError("tshark: " + status + ", " + Files.readString(errors));
            }
        } catch (XMLStreamException e) {
            throw new AssertionError("tshark: " + Files.readString(errors), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroy();
        }
        return packets;
    }

    private static List<String> command(Path file, int asNumberOctets) {
        return List.of(
                "tshark",
                "-2",
                "-n",
                "-r",
                file.toString(),
                "-T",
                "pdml",
                "-o",
                "bgp.asn_len:" + asNumberOctets);
    }

    private static Process start(List<String> command, Path errors) {
        var builder = new ProcessBuilder(command);
        builder.redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        // No profile of the user's own.
        builder.environment().put("WIRESHARK_CONFIG_DIR", "/nonexistent");
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new AssertionError(MISSING, missing);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
