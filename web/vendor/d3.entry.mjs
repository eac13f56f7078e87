// What the pages use of d3; build.sh puts it into one file without imports.
export {stratify, tree} from "d3-hierarchy";
export {select} from "d3-selection";
export {linkRadial} from "d3-shape";
