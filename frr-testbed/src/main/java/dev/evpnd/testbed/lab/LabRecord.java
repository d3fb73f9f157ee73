package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.ProcessIdentity;
import dev.evpnd.testbed.lab.Place.Seat;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a lab is, written when all of it runs: a lab without it was never finished.
///
/// @param foreground whether it is to end with the command that made it
/// @param peering whether its routers are of one AS
/// @param routers what is in each seat
record LabRecord(boolean foreground, Peering peering, List<RouterRecord> routers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What is in a seat.
    ///
    /// @param seat which
    /// @param software what takes it
    /// @param version its version
    /// @param process its BGP daemon
    /// @param log its log, in the directory of all that it writes
    record RouterRecord(
            Seat seat, Software software, String version, ProcessIdentity process, String log) {}

    LabRecord {
        Objects.requireNonNull(peering);
        routers = List.copyOf(routers);
    }

    RouterRecord router(Seat seat) {
        return routers.stream().filter(each -> each.seat() == seat).findFirst().orElseThrow();
    }

    void write(LabDirectory directory) {
        var whole = directory.record().resolveSibling("lab.json.new");
        try {
            Files.write(whole, JSON.writeValueAsBytes(this));
            Files.move(whole, directory.record(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is written of a lab, if it was finished.
    static Optional<LabRecord> read(LabDirectory directory) {
        return Files.exists(directory.record())
                ? Optional.of(read(directory.record()))
                : Optional.empty();
    }

    private static LabRecord read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), LabRecord.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "%s was not written by this command: %s"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
    }

    /// What is written of a lab that has to be there.
    static LabRecord of(LabDirectory directory) {
        return read(directory).orElseThrow(() -> new IllegalStateException(missing(directory)));
    }

    private static String missing(LabDirectory directory) {
        var others = LabDirectory.names().stream().filter(it -> !it.equals(directory.name()));
        var hint = others.map(it -> "; there is one of --name " + it).reduce("", String::concat);
        return directory.exists()
                ? "the lab named %s is not complete: it is being made, or `lab up` was killed; `lab down`"
                                .formatted(directory.name())
                        + " removes it"
                : "there is no lab named %s: `lab up` makes one%s"
                        .formatted(directory.name(), hint);
    }
}
