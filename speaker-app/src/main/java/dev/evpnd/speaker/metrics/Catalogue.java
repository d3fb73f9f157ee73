package dev.evpnd.speaker.metrics;

import static dev.evpnd.speaker.metrics.Metric.counter;
import static dev.evpnd.speaker.metrics.Metric.gauge;

import java.util.List;

/// Every metric that there is.
final class Catalogue {
    private static final String NUMBER = "";
    private static final String SECONDS = "seconds";
    private static final String BYTES = "bytes";

    // The daemon.

    static final Metric BUILD =
            gauge("evpnd_build_info", NUMBER, "1, with the version of evpnd.", "version");
    static final Metric START =
            gauge("evpnd_start_time_seconds", SECONDS, "When the daemon began, in Unix time.");
    static final Metric UPTIME =
            gauge("evpnd_uptime_seconds", SECONDS, "For how long the daemon has run.");
    static final Metric SESSIONS =
            gauge(
                    "evpnd_sessions",
                    NUMBER,
                    "Peers, by the states of their sessions (RFC 4271 section 8.2.2).",
                    "state");
    static final Metric DYNAMIC_PEERS =
            gauge("evpnd_dynamic_peers", NUMBER, "Peers that came by a listen range.");
    static final Metric PAUSED_PEERS =
            gauge(
                    "evpnd_paused_peers",
                    NUMBER,
                    "Peers that are not read, because too much of theirs waits.");
    static final Metric REFUSED =
            counter(
                    "evpnd_connections_refused_total",
                    NUMBER,
                    "Connections of those who are no peers, or too many.");
    static final Metric INPUT_WAITING =
            gauge(
                    "evpnd_input_waiting_bytes",
                    BYTES,
                    "What came from all peers and is not applied yet.");
    static final Metric OUTPUT_WAITING =
            gauge(
                    "evpnd_output_waiting_bytes",
                    BYTES,
                    "What is made for all peers and not taken by the system yet.");

    // Its routes.

    static final Metric DESTINATIONS =
            gauge(
                    "evpnd_destinations",
                    NUMBER,
                    "Destinations in the table, those that are gone counted until everybody is"
                            + " told.",
                    "family");
    static final Metric UNSETTLED =
            gauge(
                    "evpnd_destinations_unsettled",
                    NUMBER,
                    "Destinations that wait for a decision.",
                    "family");
    static final Metric PATHS =
            gauge(
                    "evpnd_paths",
                    NUMBER,
                    "Paths to EVPN routes, by the types of these: of all peers, and of what begins"
                            + " here.",
                    "type");
    static final Metric UPDATE_GROUPS =
            gauge(
                    "evpnd_update_groups",
                    NUMBER,
                    "Groups of peers that are told the same.",
                    "family");
    static final Metric LOGGED_MESSAGES =
            gauge(
                    "evpnd_update_log_messages",
                    NUMBER,
                    "UPDATEs that are made for groups, and that some member has yet to read.",
                    "family");
    static final Metric LOGGED_BYTES =
            gauge("evpnd_update_log_bytes", BYTES, "Octets of these.", "family");
    static final Metric ATTRIBUTE_SETS =
            gauge(
                    "evpnd_attribute_sets",
                    NUMBER,
                    "Different sets of attributes that EVPN routes have.");
    static final Metric DROPPED =
            counter(
                    "evpnd_routes_dropped_total",
                    NUMBER,
                    "How often a route was not taken, by reason.",
                    "reason");
    static final Metric UNSENDABLE =
            counter(
                    "evpnd_routes_unsendable_total",
                    NUMBER,
                    "How often a route fitted into no message.");
    static final Metric TURNS =
            counter("evpnd_routing_turns_total", NUMBER, "Turns of the thread of the routes.");
    static final Metric TURN_TIME =
            counter(
                    "evpnd_routing_seconds_total",
                    SECONDS,
                    "What these turns took: taking what came, settling paths, sending UPDATEs.",
                    "work");

    // Each of its peers.

    static final Metric PEER_UP =
            gauge("evpnd_peer_up", NUMBER, "Whether the session is established.", "peer");
    static final Metric PEER_SESSIONS =
            counter(
                    "evpnd_peer_sessions_total",
                    NUMBER,
                    "How often a session was established.",
                    "peer");
    static final Metric PEER_MESSAGES =
            counter(
                    "evpnd_peer_messages_total",
                    NUMBER,
                    "Messages of all types, received or sent.",
                    "peer",
                    "direction");
    static final Metric PEER_MESSAGES_BY_TYPE =
            counter(
                    "evpnd_peer_messages_by_type_total",
                    NUMBER,
                    "The same by type.",
                    "peer",
                    "direction",
                    "type");
    static final Metric PEER_UPDATES =
            counter(
                    "evpnd_peer_updates_total",
                    NUMBER,
                    "UPDATEs, received or sent.",
                    "peer",
                    "direction");
    static final Metric PEER_BYTES =
            counter(
                    "evpnd_peer_bytes_total",
                    BYTES,
                    "Octets of all messages, received or sent.",
                    "peer",
                    "direction");
    static final Metric PEER_ANNOUNCED =
            counter(
                    "evpnd_peer_routes_announced_total",
                    NUMBER,
                    "Routes that the peer has announced and that were not dropped at once, each as"
                            + " often as it came.",
                    "peer",
                    "family");
    static final Metric PEER_WITHDRAWN =
            counter(
                    "evpnd_peer_routes_withdrawn_total",
                    NUMBER,
                    "Routes that the peer has withdrawn.",
                    "peer",
                    "family");
    static final Metric PEER_HELD =
            gauge(
                    "evpnd_peer_routes_held",
                    NUMBER,
                    "Routes of the peer that are kept (Adj-RIB-In).",
                    "peer",
                    "family");
    static final Metric PEER_HELD_BY_TYPE =
            gauge(
                    "evpnd_peer_routes_held_by_type",
                    NUMBER,
                    "Of EVPN, the same by the types that there are.",
                    "peer",
                    "type");
    static final Metric PEER_ACCEPTED =
            gauge(
                    "evpnd_peer_routes_accepted",
                    NUMBER,
                    "Of these, routes that may be chosen.",
                    "peer",
                    "family");
    static final Metric PEER_STALE =
            gauge(
                    "evpnd_peer_routes_stale",
                    NUMBER,
                    "Of these, routes not announced since a session ended or a refresh began.",
                    "peer",
                    "family");
    static final Metric PEER_DROPPED =
            counter(
                    "evpnd_peer_routes_dropped_total",
                    NUMBER,
                    "How often a route of the peer was not taken, by reason.",
                    "peer",
                    "family",
                    "reason");
    static final Metric PEER_INPUT_WAITING =
            gauge(
                    "evpnd_peer_input_waiting_bytes",
                    BYTES,
                    "What came from the peer and is not applied yet.",
                    "peer");
    static final Metric PEER_OUTPUT_WAITING =
            gauge(
                    "evpnd_peer_output_waiting_bytes",
                    BYTES,
                    "What is made for the peer and not taken by the system yet.",
                    "peer");
    static final Metric PEER_PAUSED =
            gauge(
                    "evpnd_peer_paused",
                    NUMBER,
                    "Whether the peer is not read, because too much of its waits.",
                    "peer");

    // The kernel that it is a VTEP on.

    static final Metric BRIDGE_DOMAINS =
            gauge("evpnd_kernel_bridge_domains", NUMBER, "VNIs that the kernel has devices for.");
    static final Metric KERNEL_ENTRIES =
            gauge(
                    "evpnd_kernel_entries",
                    NUMBER,
                    "Entries that the kernel should hold, by how they stand there.",
                    "state");
    static final Metric KERNEL_DRIFTED =
            counter(
                    "evpnd_kernel_drifted_total",
                    NUMBER,
                    "Entries that somebody else has changed.");
    static final Metric KERNEL_RESYNCS =
            counter(
                    "evpnd_kernel_resyncs_total",
                    NUMBER,
                    "How often all of the kernel's tables were asked for: at the beginning, and"
                            + " when it had said more than was heard.");
    static final Metric KERNEL_CLEANED =
            counter(
                    "evpnd_kernel_cleaned_total",
                    NUMBER,
                    "Entries that an earlier life of the daemon had made, and that were removed.");
    static final Metric KERNEL_AUDITS =
            counter(
                    "evpnd_kernel_audits_total",
                    NUMBER,
                    "How often it was looked whether the kernel holds what it has told.");
    static final Metric KERNEL_AUDITS_ABANDONED =
            counter(
                    "evpnd_kernel_audits_abandoned_total",
                    NUMBER,
                    "How often that was given up because the tables changed too much meanwhile.");
    static final Metric KERNEL_AUDIT_TIME =
            gauge("evpnd_kernel_audit_seconds", SECONDS, "How long the last audit took.");
    static final Metric KERNEL_AUDIT_STEP =
            gauge(
                    "evpnd_kernel_audit_step_seconds",
                    SECONDS,
                    "The longest that the last audit kept everything else of the kernel waiting.");
    static final Metric KERNEL_MISSING =
            counter(
                    "evpnd_kernel_missing_total",
                    NUMBER,
                    "Entries that an audit found gone without a word of the kernel's.");
    static final Metric KERNEL_JOURNAL =
            gauge(
                    "evpnd_kernel_journal_writable",
                    NUMBER,
                    "Whether a next life will know which entries this one has made.");

    // The JVM below it.

    static final Metric COLLECTIONS =
            counter("evpnd_jvm_gc_collections_total", NUMBER, "Garbage collections.", "collector");
    static final Metric COLLECTION_TIME =
            counter(
                    "evpnd_jvm_gc_seconds_total",
                    SECONDS,
                    "What garbage collections took.",
                    "collector");
    static final Metric HEAP_USED =
            gauge("evpnd_jvm_heap_used_bytes", BYTES, "What objects take, dead ones among them.");
    static final Metric HEAP_COMMITTED =
            gauge(
                    "evpnd_jvm_heap_committed_bytes",
                    BYTES,
                    "What the heap has of the machine's memory.");
    static final Metric HEAP_MAX =
            gauge("evpnd_jvm_heap_max_bytes", BYTES, "What the heap may have of it.");
    static final Metric THREADS =
            gauge("evpnd_jvm_threads", NUMBER, "Threads, without virtual ones.");

    /// In the order of the manual.
    static final List<Metric> ALL =
            List.of(
                    BUILD,
                    START,
                    UPTIME,
                    SESSIONS,
                    DYNAMIC_PEERS,
                    PAUSED_PEERS,
                    REFUSED,
                    INPUT_WAITING,
                    OUTPUT_WAITING,
                    DESTINATIONS,
                    UNSETTLED,
                    PATHS,
                    UPDATE_GROUPS,
                    LOGGED_MESSAGES,
                    LOGGED_BYTES,
                    ATTRIBUTE_SETS,
                    DROPPED,
                    UNSENDABLE,
                    TURNS,
                    TURN_TIME,
                    PEER_UP,
                    PEER_SESSIONS,
                    PEER_MESSAGES,
                    PEER_MESSAGES_BY_TYPE,
                    PEER_UPDATES,
                    PEER_BYTES,
                    PEER_ANNOUNCED,
                    PEER_WITHDRAWN,
                    PEER_HELD,
                    PEER_HELD_BY_TYPE,
                    PEER_ACCEPTED,
                    PEER_STALE,
                    PEER_DROPPED,
                    PEER_INPUT_WAITING,
                    PEER_OUTPUT_WAITING,
                    PEER_PAUSED,
                    BRIDGE_DOMAINS,
                    KERNEL_ENTRIES,
                    KERNEL_DRIFTED,
                    KERNEL_RESYNCS,
                    KERNEL_CLEANED,
                    KERNEL_AUDITS,
                    KERNEL_AUDITS_ABANDONED,
                    KERNEL_AUDIT_TIME,
                    KERNEL_AUDIT_STEP,
                    KERNEL_MISSING,
                    KERNEL_JOURNAL,
                    COLLECTIONS,
                    COLLECTION_TIME,
                    HEAP_USED,
                    HEAP_COMMITTED,
                    HEAP_MAX,
                    THREADS);

    private Catalogue() {}
}
