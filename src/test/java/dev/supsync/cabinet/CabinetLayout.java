package dev.supsync.cabinet;

import java.util.ArrayList;
import java.util.List;

/** Decides which blocks, whole or split, and which members go into which cabinet of a set. */
final class CabinetLayout {

    /** A compressed block: where it lies in the spool and how many bytes it stands for. */
    record Block(long at, int length, int size) {}

    record Member(byte[] name, int attributes, long size, long offset, int date, int time) {
        int cost() {
            return 16 + name.length + 1;
        }
    }

    record FolderPlan(int type, List<Member> members, List<Block> blocks) {
        int firstBlock(Member member) {
            return (int) Math.max(0, Math.min(member.offset() / BlockEncoder.FRAME, blocks.size() - 1));
        }

        int lastBlock(Member member) {
            long last = member.offset() + Math.max(member.size(), 1) - 1;
            return (int) Math.max(0, Math.min(last / BlockEncoder.FRAME, blocks.size() - 1));
        }
    }

    /** A part of a block; {@code last} if the block ends with it. */
    record Piece(Block block, int number, int from, int to, boolean last) {}

    /** The part of a folder that lies in one cabinet. */
    record Segment(FolderPlan folder, List<Piece> pieces, boolean first) {
        boolean lists(Member member) {
            return pieces.isEmpty()
                    || (folder.lastBlock(member) >= pieces.get(0).number()
                            && folder.firstBlock(member) <= lastPiece().number());
        }

        boolean fromPrevious(Member member) {
            if (first) {
                return false;
            }
            int begin = folder.firstBlock(member);
            Piece piece = pieces.get(0);
            return begin < piece.number() || (begin == piece.number() && piece.from() > 0);
        }

        boolean toNext(Member member) {
            if (pieces.isEmpty()) {
                return false;
            }
            int end = folder.lastBlock(member);
            Piece piece = lastPiece();
            return end > piece.number() || (end == piece.number() && !piece.last());
        }

        private Piece lastPiece() {
            return pieces.get(pieces.size() - 1);
        }
    }

    private final long maximum;
    private final boolean split;
    private final int base;
    private final int folderCost;
    private final int blockCost;
    private final List<List<Segment>> cabinets = new ArrayList<>();
    private Segment segment = new Segment(new FolderPlan(0, List.of(), List.of()), List.of(), true);
    private long used;

    /**
     * @param maximum the size no cabinet shall exceed
     * @param split whether blocks may be split over cabinets
     * @param base the size of a header with the names of its neighbours
     */
    CabinetLayout(long maximum, boolean split, int base, int folderReserve, int blockReserve) {
        this.maximum = maximum;
        this.split = split;
        this.base = base;
        this.folderCost = 8 + folderReserve;
        this.blockCost = 8 + blockReserve;
    }

    List<List<Segment>> plan(List<FolderPlan> folders) {
        nextCabinet();
        for (FolderPlan folder : folders) {
            if (used + folderCost + newMembers(folder, 0) + blockCost + 1 > maximum && used > base) {
                nextCabinet();
            }
            begin(folder, true);
            if (folder.blocks().isEmpty()) {
                folder.members().forEach(member -> used += member.cost());
            }
            for (int number = 0; number < folder.blocks().size(); number++) {
                place(folder, number);
            }
        }
        return cabinets;
    }

    private void place(FolderPlan folder, int number) {
        Block block = folder.blocks().get(number);
        boolean lastOfFolder = number + 1 == folder.blocks().size();
        long behind = lastOfFolder || !split ? 0 : newMembers(folder, number + 1) + blockCost + 1;
        int from = 0;
        while (true) {
            long members = segment.pieces().isEmpty() && !segment.first()
                    ? folder.members().stream()
                            .filter(m -> folder.firstBlock(m) <= number && folder.lastBlock(m) >= number)
                            .mapToLong(Member::cost)
                            .sum()
                    : from > 0 ? 0 : newMembers(folder, number);
            long room = maximum - used - members - blockCost;
            int left = block.length() - from;
            if (left + behind <= room) {
                segment.pieces().add(new Piece(block, number, from, block.length(), true));
                used += members + blockCost + left;
                return;
            }
            int part = split ? (int) Math.min(room, left - 1) : 0;
            if (part >= 1) {
                segment.pieces().add(new Piece(block, number, from, from + part, false));
                from += part;
            } else if (segment.pieces().isEmpty()) {
                throw new IllegalArgumentException("a cabinet of " + maximum + " bytes is too small");
            }
            nextCabinet();
            begin(folder, false);
        }
    }

    private static long newMembers(FolderPlan folder, int number) {
        return folder.members().stream()
                .filter(member -> folder.firstBlock(member) == number)
                .mapToLong(Member::cost)
                .sum();
    }

    private void nextCabinet() {
        cabinets.add(new ArrayList<>());
        used = base;
    }

    private void begin(FolderPlan folder, boolean first) {
        segment = new Segment(folder, new ArrayList<>(), first);
        cabinets.get(cabinets.size() - 1).add(segment);
        used += folderCost;
    }
}
