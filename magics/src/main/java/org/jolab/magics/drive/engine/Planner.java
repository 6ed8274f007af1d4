package org.jolab.magics.drive.engine;

import org.jolab.magics.drive.store.Abilities;

/**
 * Finds the next request that brings the store nearer to a node: parents before children, what leaves a name before
 * what takes it, moves out of a removed folder before its removal. Called with the lock of {@link Nodes}.
 */
final class Planner {

    private final Nodes nodes;
    private final Abilities abilities;
    private final EngineSettings settings;

    Planner(Nodes nodes, Abilities abilities, EngineSettings settings) {
        this.nodes = nodes;
        this.abilities = abilities;
        this.settings = settings;
    }

    /**
     * The next step.
     *
     * @param urgent without the delays that save requests
     */
    Step next(Node node, boolean urgent) {
        if (!node.owns()) {
            return node.opens > 0 ? new Step.Idle() : new Step.Send(Step.What.FORGET);
        }
        if (node.remote.running) {
            return new Step.Idle();
        }
        if (node.removed) {
            return removal(node);
        }
        if (node.parent == null) {
            return new Step.Idle();
        }
        if (node.remote.entry == null) {
            return creation(node, urgent);
        }
        if (node.displaced) {
            return move(node);
        }
        if (node.body != null) {
            return content(node, urgent);
        }
        return node.marked ? new Step.Send(Step.What.MARK) : new Step.Idle();
    }

    private Step removal(Node node) {
        if (node.opens > 0) {
            return new Step.Idle();
        }
        if (node.remote.absent()) {
            return new Step.Send(Step.What.FORGET);
        }
        var needing = node.neededBy;
        if (needing != null && needing.body != null && needing.body.state().source() != null && !needing.removed) {
            return new Step.After(needing);
        }
        var entry = node.remote.entry;
        if (entry != null) {
            for (var folder : nodes.index.withPlace(entry.parent())) {
                if (folder.owner.removed && folder.entry.id().equals(folder.entry.content())) {
                    // The folder's removal takes it along.
                    return new Step.After(folder.owner);
                }
            }
            var inside = node.isFolder() ? aliveInside(node) : null;
            if (inside != null) {
                return new Step.After(inside);
            }
        }
        return new Step.Send(Step.What.REMOVE);
    }

    /** A node that the store has somewhere in a removed folder and that must not go with it. */
    private Node aliveInside(Node folder) {
        for (var node : nodes.index.awayFrom(folder.place())) {
            if (!node.removed || node.opens > 0 || node.remote.running || node.neededBy != null
                && node.neededBy.body != null && node.neededBy.body.state().source() != null) {
                return node;
            }
            var inside = node.isFolder() ? aliveInside(node) : null;
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }

    private Step creation(Node node, boolean urgent) {
        if (node.parent.remote.entry == null) {
            return new Step.After(node.parent);
        }
        var blocked = wait(node, occupant(node));
        if (blocked != null) {
            return blocked;
        }
        return node.isFolder() ? new Step.Send(Step.What.FOLDER) : content(node, urgent);
    }

    private Step move(Node node) {
        for (var above = node.parent; above != null; above = above.parent) {
            if (above.remote.entry == null || above.displaced) {
                var blocked = wait(node, above);
                if (blocked != null) {
                    return blocked;
                }
            }
        }
        var blocked = wait(node, occupant(node));
        return blocked == null ? new Step.Send(Step.What.MOVE) : blocked;
    }

    private Step content(Node node, boolean urgent) {
        if (!urgent && node.writers > 0) {
            var at = node.writtenAt + settings.openDelay().toNanos();
            if (at - System.nanoTime() > 0) {
                return new Step.Later(at);
            }
        }
        return new Step.Send(Step.What.CONTENT);
    }

    /** Another node that the store has where this one shall go, where that matters. */
    private Node occupant(Node node) {
        if (abilities.twins()) {
            return null;
        }
        for (var other : nodes.index.awayFrom(node.parent.place())) {
            if (other != node && other.remote.entry.name().equals(node.storeName)) {
                return other;
            }
        }
        return null;
    }

    /** Waits for another node, unless that one waits for this one: then one of them must give way. */
    private Step wait(Node node, Node other) {
        if (other == null) {
            return null;
        }
        for (var next = other; next != null; next = next.blocker) {
            if (next == node) {
                return node.remote.entry != null ? new Step.Send(Step.What.PARK) : new Step.After(other);
            }
        }
        return new Step.After(other);
    }
}
