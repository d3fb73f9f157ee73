#!/bin/bash
# The life of the package on a machine of its own: PackageLifeIT. $1 is the directory with the first
# package, the second, and the peer's configuration.
set -u
share=$1
limit=60

# A part of its life: what fails from here on is a fault of that.
step() {
    current=$*
    echo "== $* ($(cut -d' ' -f1 /proc/uptime) s)"
}

fail() {
    echo "FAILED: $current: $*"
    systemctl status --no-pager --lines=0 evpnd
    journalctl --no-pager -n 40 -u evpnd
    tail -n 10 /run/peer.log /run/said 2>/dev/null
    exit 1
}

# Something holds.
holds() {
    local words=$1
    shift
    "$@" >/run/seen 2>&1 || fail "$words: $(cat /run/seen)"
}

# Something comes to hold.
comes() {
    local words=$1 end=$((SECONDS + limit))
    shift
    while ((SECONDS < end)); do
        ! "$@" >/run/seen 2>&1 || return 0
        sleep 0.2
    done
    fail "$words: $(cat /run/seen)"
}

gone() {
    local each
    for each in "$@"; do
        [[ ! -e $each ]] || fail "$each is left"
    done
}

shell() { evpnsh -c "$1"; }
says() { shell "$1" | tee /run/said | grep -qE -- "$2"; }
main_pid() { systemctl show -p MainPID --value evpnd; }
is_active() { [[ $(systemctl is-active evpnd) == active ]]; }
has_peer() { says 'show bgp evpn summary established' '127\.0\.0\.2 '; }
has_route() { says 'show bgp evpn route' '\[3\]:\[0\]:\[32\]:\[192\.0\.2\.2\]'; }
capabilities() { grep "^Cap$1:" "/proc/$(main_pid)/status" | cut -f2; }

step install
holds 'dpkg' dpkg -i "$share/first.deb"
holds 'it runs' is_active
holds 'it begins with the machine' systemctl is-enabled evpnd
holds 'what its JVM has learned is kept' test -s /var/cache/evpnd/evpnd.aot
holds 'it says how it is' bash -c "systemctl status evpnd --no-pager | grep -q 'Status: '"

step "say nothing that is not of use"
! journalctl --no-pager -u evpnd | grep -E 'Exception|WARN|^\s+at ' || fail 'it wrote that'

step "run as nobody in particular"
user=$(stat -c %U "/proc/$(main_pid)")
[[ $user == evpnd ]] || fail "its user is $user"
for set in Prm Eff Bnd; do
    # CAP_NET_BIND_SERVICE and CAP_NET_ADMIN.
    [[ $(capabilities $set) == 0000000000001400 ]] || fail "$set is $(capabilities $set)"
done
holds 'its configuration is not for everybody' bash -c "[[ \$(stat -c '%U:%G %a' /etc/evpnd/evpnd.yaml) == 'root:evpnd 640' ]]"
holds 'nobody else may ask it' bash -c "! setpriv --reuid=65534 --regid=65534 --clear-groups evpnsh --socket /run/evpnd/evpnd.sock -c 'show version'"

step "speak with a peer"
EVPND_RUNTIME_DIR=/run/peer evpnd run --config "$share/peer.yaml" >/run/peer.log 2>&1 &
comes 'the session' has_peer
comes 'its route' has_route

step "take a reload"
echo 'log: {level: debug}' >>/etc/evpnd/evpnd.yaml
holds 'a good one' systemctl reload evpnd
holds 'shown' says 'show running-config' 'level: debug'
echo 'nonsense: 1' >>/etc/evpnd/evpnd.yaml
! systemctl reload evpnd || fail 'a faulty file was taken'
holds 'it runs as before' is_active
holds 'with the session' has_peer
journalctl --no-pager -u evpnd | grep -q "nonsense: no such key" || fail 'the journal does not name the fault'
sed -i '/^nonsense/d' /etc/evpnd/evpnd.yaml

step "be killed"
before=$(main_pid)
kill -KILL "$before"
is_another() { is_active && [[ $(main_pid) != "$before" && $(main_pid) != 0 ]]; }
comes 'it runs again' is_another
comes 'the session' has_peer
comes 'its route' has_route

step upgrade
before=$(main_pid)
holds 'dpkg' dpkg -i --force-confold "$share/second.deb"
holds 'another one runs' is_another
holds 'of the new revision' bash -c "dpkg-query -W -f '\${Version}' evpnd | grep -q -- '-2\$'"
holds 'what was configured is kept' grep -q 'level: debug' /etc/evpnd/evpnd.yaml
comes 'the session' has_peer
comes 'its route' has_route
kill %1
wait %1 2>/dev/null

step remove
holds 'dpkg' dpkg -r evpnd
! is_active || fail 'it still runs'
gone /usr/bin/evpnd /usr/bin/evpnsh /usr/lib/evpnd /run/evpnd /var/cache/evpnd
holds 'its configuration is kept' test -f /etc/evpnd/evpnd.yaml

step purge
holds 'dpkg' dpkg -P evpnd
gone /etc/evpnd /etc/default/evpnd /var/lib/evpnd /var/cache/evpnd /var/lib/systemd/deb-systemd-helper-enabled/evpnd.service.dsh-also
! getent passwd evpnd || fail 'its user is left'
left=$(find / -xdev -name '*evpnd*' -not -path "$share/*" -not -path '/run/*' -not -path '/tmp/*' -print)
[[ -z $left ]] || fail "left: $left"
step "be gone"
