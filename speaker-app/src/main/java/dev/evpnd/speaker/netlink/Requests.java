package dev.evpnd.speaker.netlink;

import dev.evpnd.speaker.netlink.NetlinkSocket.Arrival;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// The socket on which the kernel is asked, and what it answers.
///
/// The kernel acts on a datagram while it is sent: behind that, all answers are there, or were
/// lost. It drops answers from the first on for which there is no room, so when the last one is
/// there, all are. Hence only the last request of a datagram asks for an acknowledgement; the
/// others are answered if they fail.
final class Requests implements AutoCloseable {
    /// Some 50 KiB of answers at the worst, in a buffer of megabytes.
    private static final int MOST_MESSAGES = 128;

    private static final int MOST_OCTETS = 16 << 10;
    private static final int LONGEST_MESSAGE = RouteEncoder.LONGEST_MESSAGE;
    private static final int KEPT_ANSWERS = 4 << 20;
    private static final KernelAnswer LOST =
            new KernelAnswer(SystemCalls.NO_BUFFERS, "the kernel's answer was lost");

    private final SystemCalls system;
    private final NetlinkSocket socket;
    private final Witness witness;
    private final Tally tally;
    private final MemorySegment room;
    private final MessageWriter writer;
    private int sequence;
    private boolean isDumping;
    private boolean isWhole;
    private Kernel.Table dumped = Kernel.Table.LINKS;

    private Requests(SystemCalls system, NetlinkSocket socket, Witness witness, Tally tally) {
        this.system = system;
        this.socket = socket;
        this.witness = witness;
        this.tally = tally;
        room = Arena.ofAuto().allocate(MOST_OCTETS + LONGEST_MESSAGE, 8);
        writer = new MessageWriter(room.asByteBuffer().order(ByteOrder.nativeOrder()));
    }

    static Requests open(SystemCalls system, Tally tally) throws IOException {
        var socket = NetlinkSocket.open(system);
        socket.enable(NetlinkSocket.CAPPED_ANSWERS);
        socket.enable(NetlinkSocket.EXTENDED_ANSWERS);
        socket.enable(NetlinkSocket.STRICT_CHECKS);
        socket.keepUpTo(KEPT_ANSWERS);
        try {
            return new Requests(system, socket, Witness.open(system, tally), tally);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
        witness.close();
    }

    private int send() {
        return socket.send(room.asSlice(0, writer.length()));
    }

    private IOException failure(String what, int error) {
        return NetlinkSocket.failure(system, what, error);
    }

    /// Asks for everything of a table. [#next] tells it.
    void begin(Kernel.Table table) throws IOException {
        leaveDump();
        witness.watch(table);
        dumped = table;
        isWhole = true;
        writer.clear();
        RequestEncoder.dump(table, ++sequence, writer);
        int error = send();
        if (error != 0) {
            throw failure("ask the kernel for " + table, error);
        }
        isDumping = true;
    }

    /// Has as much told as the kernel sends at once.
    ///
    /// @return whether there is more
    boolean next(Consumer<Told> to) throws IOException {
        if (!isDumping) {
            return false;
        }
        switch (socket.receive()) {
            case Arrival.Datagram(int length) -> isWhole &= readDump(dumped, length, to);
            case Arrival.Stranger _ -> tally.stranger();
            case Arrival.Lost _ -> isWhole = false;
            case Arrival.Nothing _ -> {
                // What would end it was lost.
                isDumping = false;
                isWhole = false;
            }
            case Arrival.Failed(int e) -> throw failure("read " + dumped, e);
        }
        if (!isDumping) {
            witness.leave();
        }
        isWhole &= !witness.sawRemoval(dumped);
        return isDumping;
    }

    /// Whether the kernel says that nothing changed meanwhile, and nothing was taken out.
    boolean isWhole() {
        return !isDumping && isWhole;
    }

    boolean dump(Kernel.Table table, Consumer<Told> to) throws IOException {
        begin(table);
        boolean more = true;
        while (more) {
            more = next(to);
        }
        return isWhole();
    }

    /// Whether nothing in it says that the table has changed on the way.
    private boolean readDump(Kernel.Table table, int length, Consumer<Told> to) throws IOException {
        boolean isSound = true;
        var fault = new Fault();
        var messages = new Messages(socket.received(), 0, length, fault);
        while (messages.next()) {
            if (messages.sequence() != sequence) {
                continue;
            }
            isSound &= !messages.hasFlags(Rtnetlink.DUMP_INTERRUPTED);
            switch (messages.type()) {
                case Rtnetlink.DONE, Rtnetlink.ERROR -> {
                    isDumping = false;
                    endOfDump(table, messages, fault);
                }
                case Rtnetlink.OVERRUN -> isSound = false;
                default -> {
                    if (isOf(table, messages)) {
                        EventDecoder.decode(messages, to);
                    }
                }
            }
        }
        if (fault.isSet()) {
            tally.fault(fault.text());
        }
        return isSound && !fault.isSet();
    }

    /// Asked for the routes of IPv6, a kernel that has none tells those of all others.
    static boolean isOf(Kernel.Table table, Messages message) {
        return table != Kernel.Table.IPV6_ROUTES
                || message.payloadLength() == 0
                || message.u8(0) == Rtnetlink.INET6;
    }

    private void endOfDump(Kernel.Table table, Messages message, Fault fault) throws IOException {
        var reply = Reply.decode(message, fault);
        if (reply.isEmpty() || reply.get().error() == 0) {
            return;
        }
        int error = reply.get().error();
        // An older kernel has no devices that it could tell of, one without IPv6 none of its
        // routes.
        boolean mayBeMissing =
                table == Kernel.Table.DEVICE_VNIS || table == Kernel.Table.IPV6_ROUTES;
        boolean isOfRoutes = table == Kernel.Table.IPV4_ROUTES || table == Kernel.Table.IPV6_ROUTES;
        if (isOfRoutes && error == SystemCalls.MESSAGE_TOO_LONG) {
            // Somebody's route has more hops than the kernel can tell at once, and it tells none
            // behind it. To ask again would not help, and what is not known is asked for by the
            // request that puts it right.
            tally.fault("%s: one is too long to be told".formatted(table));
            return;
        }
        if (!mayBeMissing || error != SystemCalls.NOT_SUPPORTED) {
            throw new IOException(
                    "the kernel does not tell of %s: %s"
                            .formatted(table, answer(reply.get()).text()));
        }
    }

    /// Reads what is left of a dump whose reader has failed or lost interest: the kernel begins no
    /// other before.
    private void leaveDump() {
        witness.leave();
        while (isDumping) {
            if (socket.receive() instanceof Arrival.Datagram(int length)) {
                var messages = new Messages(socket.received(), 0, length, new Fault());
                while (messages.next()) {
                    isDumping &= messages.type() != Rtnetlink.DONE;
                }
            } else {
                isDumping = false;
            }
        }
    }

    /// Has one device told.
    ///
    /// @return 0, or the number of an error
    int link(int index, Consumer<Told> to) {
        leaveDump();
        writer.clear();
        RequestEncoder.link(index, ++sequence, writer);
        int error = send();
        if (error != 0) {
            return error;
        }
        var answers = new @Nullable KernelAnswer[1];
        while (true) {
            switch (socket.receive()) {
                case Arrival.Datagram(int length) -> {
                    if (readAnswers(length, sequence, answers, to)) {
                        return answers[0] == null ? 0 : answers[0].error();
                    }
                }
                case Arrival.Stranger _ -> tally.stranger();
                case Arrival.Lost _, Arrival.Nothing _ -> {
                    return SystemCalls.NO_BUFFERS;
                }
                case Arrival.Failed(int e) -> {
                    return e;
                }
            }
        }
    }

    /// Has entries told as they are, each of which the kernel answers by what it has, or an error.
    List<KernelAnswer> find(List<ForwardingEntry> entries, Consumer<Told> to) throws IOException {
        leaveDump();
        var found = new ArrayList<KernelAnswer>(entries.size());
        while (found.size() < entries.size()) {
            writer.clear();
            int first = sequence + 1;
            int count = Math.min(entries.size() - found.size(), MOST_MESSAGES);
            for (int i = 0; i < count; i++) {
                RequestEncoder.find(entries.get(found.size() + i), ++sequence, writer);
            }
            var answers = new @Nullable KernelAnswer[count];
            int error = send();
            boolean isComplete = error == 0 && awaitAnswers(first, answers, to);
            var silence =
                    error != 0
                            ? answer(new Reply(error, ""))
                            : isComplete ? KernelAnswer.DONE : LOST;
            for (var each : answers) {
                found.add(each == null ? silence : each);
            }
        }
        return found;
    }

    List<KernelAnswer> execute(List<KernelRequest> requests) throws IOException {
        leaveDump();
        tally.requests(requests.size());
        var answers = new ArrayList<KernelAnswer>(requests.size());
        while (answers.size() < requests.size()) {
            var left = requests.subList(answers.size(), requests.size());
            for (var answer : executeSome(left)) {
                if (!answer.isDone()) {
                    tally.failure(answer.error());
                }
                answers.add(answer);
            }
        }
        return answers;
    }

    /// The first of them, as many as go into a datagram.
    private List<KernelAnswer> executeSome(List<KernelRequest> requests) throws IOException {
        writer.clear();
        int first = sequence + 1;
        int count = 0;
        while (count < Math.min(requests.size(), MOST_MESSAGES) && writer.length() < MOST_OCTETS) {
            RequestEncoder.change(requests.get(count++), ++sequence, writer);
        }
        writer.addFlags(Rtnetlink.ACK);
        var answers = new @Nullable KernelAnswer[count];
        int error = send();
        if (error != 0) {
            return Collections.nCopies(count, answer(new Reply(error, "")));
        }
        boolean isAcknowledged = awaitAnswers(first, answers, _ -> tally.other());
        if (isAcknowledged) {
            Arrays.setAll(answers, i -> answers[i] == null ? KernelAnswer.DONE : answers[i]);
        } else {
            tally.lostAnswers((int) Arrays.stream(answers).filter(it -> it == null).count());
            Arrays.setAll(answers, i -> answers[i] == null ? LOST : answers[i]);
        }
        return List.copyOf(Arrays.asList(answers));
    }

    /// Whether the last was answered, and with it all.
    private boolean awaitAnswers(int first, @Nullable KernelAnswer[] answers, Consumer<Told> to)
            throws IOException {
        boolean isComplete = true;
        while (true) {
            switch (socket.receive()) {
                case Arrival.Datagram(int length) -> {
                    if (readAnswers(length, first, answers, to)) {
                        return isComplete;
                    }
                }
                case Arrival.Stranger _ -> tally.stranger();
                case Arrival.Lost _ -> isComplete = false;
                case Arrival.Nothing _ -> {
                    return false;
                }
                case Arrival.Failed(int e) -> throw failure("read the kernel's answers", e);
            }
        }
    }

    /// Whether the last of the answers that are waited for was among these.
    private boolean readAnswers(
            int length, int first, @Nullable KernelAnswer[] answers, Consumer<Told> to) {
        boolean hasLast = false;
        var fault = new Fault();
        var messages = new Messages(socket.received(), 0, length, fault);
        while (messages.next()) {
            int index = messages.sequence() - first;
            if (index < 0 || index >= answers.length) {
                // The answer to something that is not waited for any more.
                continue;
            }
            if (messages.type() == Rtnetlink.ERROR) {
                answers[index] = Reply.decode(messages, fault).map(this::answer).orElse(LOST);
            } else {
                EventDecoder.decode(messages, to);
            }
            hasLast |= index == answers.length - 1;
        }
        if (fault.isSet()) {
            tally.fault(fault.text());
        }
        return hasLast;
    }

    private KernelAnswer answer(Reply reply) {
        if (reply.error() == 0) {
            return reply.text().isEmpty() ? KernelAnswer.DONE : new KernelAnswer(0, reply.text());
        }
        var text = reply.text().isEmpty() ? system.textOf(reply.error()) : reply.text();
        return new KernelAnswer(reply.error(), text);
    }
}
