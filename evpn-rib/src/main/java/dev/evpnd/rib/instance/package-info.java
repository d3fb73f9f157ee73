/// The instances of a VTEP: its MAC-VRFs and IP-VRFs, which routes they import, where their hosts
/// are, and what follows: *intents*, which is what the kernel should hold, and routes to originate.
///
/// [dev.evpnd.rib.instance.Instances] is the entry point and a state machine with one writer. It
/// knows nothing of peers and paths, of sockets and netlink: whoever owns it tells it of events and
/// does what it says.
///
/// ```java
/// if (instances.configure(macVrf)) {                         // configuration
///     offerAllBestPathsAgain();                              // in slices
/// }
/// instances.offer(new Offer(key, route, meaning, preference), now);  // the Loc-RIB has a best path
/// instances.gone(key, now);                                  // or none any more
/// instances.macLearned(vni, mac, port, false, now);          // the kernel learned something
/// instances.tick(now);                                       // at nextDeadlineMillis
/// boolean more = instances.goOn(new Slice(2_048), now);      // until there is no more
/// instances.drain().forEach(this::act);                      // Hold, Drop, Probe, Tell
/// announceOrWithdraw(instances.nextRoute());                 // until it is null
/// ```
///
/// ## What the RIB owes
///
/// - It offers the best path of every route of types 2, 3 and 5 whenever path or attributes change,
///   and says when there is none. A route of which `importsTarget` is false for all route targets
///   need not be offered; if it was imported, it is gone. Other types, and routes that are
///   originated here, may be offered: they are refused. A route is known by its key; two route
///   distinguishers with one MAC address are two routes, and the instance chooses between them.
/// - `OfferedAttributes` is made once for an attribute set and shared by all routes that have it.
/// - Where `configure` or `unconfigure...` answers true, it offers every best path again. It may do
///   so in slices, among other events and more than once: an offer that is known already changes
///   nothing.
/// - It calls `goOn` until there is no more, among other events.
/// - What `Announce` brings competes in the Loc-RIB like any other path; `Withdraw` takes it back.
///
/// ## What the kernel's side owes
///
/// - It tells of each MAC address learned on a port (not of those that come by VXLAN, by intents,
///   or are the bridge's own), and of each neighbour found on the bridge domain's interface, and
///   when they are gone: by age, by command, or because something replaced them, an intent
///   included. To be told of what is gone already does no harm.
/// - After a bridge domain is configured it tells of all that is there: what was told before is not
///   kept.
/// - `Hold` replaces whatever the kernel has in that place, what it learned itself included. `Drop`
///   takes away what `Hold` brought, and nothing that the kernel learned in its place since.
///   Changes are carried out in their order. What changes and changes back before it is drained is
///   said once, as it is by then, so that what waits is never more than what the kernel holds and
///   should hold; of probes and notices so many wait, and more are counted and lost.
/// - `Probe` asks a host whether it has an IP address; its answer, or its silence, comes back as a
///   neighbour learned or gone.
///
/// ## What it keeps to
///
/// The state is a function of the events, and what was drained, put together, equals `intents()`
/// and `originations()` whenever nothing is left to go on with; they can be read a slice at a time
/// to audit the kernel. An offer costs two look-ups for each of its route targets and the work of
/// the instances that match. Routes that no instance imports are not kept, and what is refused is
/// counted by reason. How many routes and addresses there are is bounded outside: by the limits of
/// the peers, and by the kernel's own table.
///
/// No event walks a table. `configure` and `unconfigure...` say what counts from now on, and `goOn`
/// brings in line with it what is there:
///
/// - Of an instance with new settings, all that happens is judged by these at once. What nothing
///   happens to is as the settings before had it until the walk comes by. To change them again in
///   between has the walk begin once more behind its end.
/// - An instance that has ended is known no more: facts about it are refused, it imports nothing.
///   What was said of it is not among `intents()` and `originations()`, and is taken back, each
///   once.
/// - What begins under the VNI or the route distinguisher of something that has ended or changed
///   takes over what was said there: where it wants the same nothing is said, and what it wants is
///   never taken back for what was before. Facts begin anew with it.
/// - A duplicate that is there when all are to be cleared is; one that comes later is not.
/// - Of a MAC address with more than a few IP addresses, these follow in slices where it goes.
/// - So do the prefixes behind a gateway when the way to that changes, and those that have waited
///   for a router MAC address when it is free.
///
/// Of the next hops of a `RemotePrefix` each has its `NextHopNeighbor` by its gateway, and this its
/// `RemoteRouter` by the MAC address, with the VTEP and the VNI of the next hop. What cannot be
/// held so, since the MAC address leads elsewhere, is no next hop. Of its hosts each is one of a
/// bridge domain that the IP-VRF routes for, in a subnet that this host has an address in, and not
/// that address.
///
/// Not here: Ethernet segments (routes of types 1 and 4, aliasing, designated forwarders) and the
/// selective multicast of types 6 to 8.
@NullMarked
package dev.evpnd.rib.instance;

import org.jspecify.annotations.NullMarked;
