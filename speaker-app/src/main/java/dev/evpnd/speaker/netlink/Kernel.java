package dev.evpnd.speaker.netlink;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// The kernel of one network namespace. One thread uses it at a time; [#wake] is for all. Whoever
/// is told something does not use it before all is told.
public interface Kernel extends AutoCloseable {

    /// A table of which everything can be asked for.
    enum Table {
        LINKS,
        /// What bridges know of their ports: VLANs, and the VNIs that these are mapped to.
        PORT_VLANS,
        /// The VNIs of devices that have `vnifilter`.
        DEVICE_VNIS,
        ADDRESSES,
        /// Forwarding databases, of bridges and of VXLAN devices.
        FORWARDING,
        NEIGHBORS,
        /// Of all tables.
        IPV4_ROUTES,
        IPV6_ROUTES
    }

    /// How listening ended.
    enum Heard {
        /// Nothing was lost so far.
        ALL,
        /// Something was: what is known has to be asked for again.
        OVERRUN
    }

    /// Begins to tell all that a table holds. Only one is told at a time: a dump that was begun
    /// before tells nothing any more.
    Dump open(Table table) throws IOException;

    /// A table that is told a piece at a time. Between the pieces the kernel can be listened to and
    /// asked for changes.
    interface Dump {
        /// Tells the next piece.
        ///
        /// @return whether there is more
        boolean next(Consumer<KernelEvent> to) throws IOException;

        /// Whether, behind the last piece, that was the table as it stood at one time, but for what
        /// came meanwhile; if not, it has to be asked for again.
        boolean isWhole();
    }

    /// Tells all that a table holds.
    ///
    /// @return whether that was the table as it stood at one time; if not, it changed meanwhile,
    ///   and has to be asked for again
    default boolean dump(Table table, Consumer<KernelEvent> to) throws IOException {
        var dump = open(table);
        boolean more = true;
        while (more) {
            more = dump.next(to);
        }
        return dump.isWhole();
    }

    /// Tells of forwarding entries how they are now: of each, what its bridge has for its address
    /// and VLAN, or its device for its address and source VNI. Where an address has several
    /// remotes, that is one of them. It takes as long for each entry, however many there are, which
    /// a table that is told does not.
    ///
    /// @return an answer to each, [KernelAnswer#NO_SUCH_ENTRY] where it is not there
    List<KernelAnswer> find(List<ForwardingEntry> entries, Consumer<KernelEvent> to)
            throws IOException;

    /// Tells what has happened since the last call, and waits for that if nothing has: until it
    /// does, until [#wake], or until so much time is over. What is told at once is bounded.
    Heard listen(Consumer<KernelEvent> to, long atMostMillis) throws IOException;

    /// Asks for changes, in their order. One that fails does not keep the next from being made.
    ///
    /// @return an answer to each, in that order
    List<KernelAnswer> execute(List<KernelRequest> requests) throws IOException;

    /// Has [#listen] return, now or as soon as it is called.
    void wake();

    @Override
    void close();
}
