package dev.evpnd.speaker.demo.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// A reflector, two VTEPs and two hosts: what a demonstration takes place on. Any thread may close
/// it, also while another one uses it; nothing is left then, and who used it is told by an
/// [IOException].
public interface Stage extends AutoCloseable {
    int VNI = 100;

    /// The bridge of each VTEP, and its VXLAN device.
    String BRIDGE = "br1";

    String VXLAN = "vxlan" + VNI;

    /// What it is made of, in a sentence.
    String description();

    /// Brings it up. The speakers may need a while until they have found each other.
    ///
    /// @param step is told what is done next, before it is
    void raise(Consumer<String> step) throws IOException;

    /// @throws IOException if a speaker has ended by itself
    void demandAll() throws IOException;

    /// Where a speaker is asked.
    Path socket(Speaker speaker);

    /// Has a host look for the other.
    ///
    /// @param count how often
    Scene ping(Guest from, Guest to, int count) throws IOException;

    /// What the kernel of a VTEP forwards by, at its VXLAN device.
    Scene forwarding(Speaker vtep) throws IOException;

    /// Takes a host to another VTEP, as a virtual machine moves: with its addresses, and without a
    /// word to the VTEP that it leaves.
    void move(Guest guest, Speaker to) throws IOException;

    /// What the operator can type elsewhere while it is up; each a command, `#`, and what for.
    List<String> suggestions();

    /// The last lines that each speaker has written, for when something went wrong.
    List<String> lastWords();

    /// Removes all of it.
    @Override
    void close() throws IOException;

    /// Something that was done, and what was seen.
    ///
    /// @param command as it would be typed
    /// @param succeeded whether it was what one hoped for
    record Scene(String command, String output, boolean succeeded) {}
}
