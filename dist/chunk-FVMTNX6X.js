import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
import{init_define_PAGE}from"./chunk-2CGQNICF.js";init_define_PAGE();var Problem=class extends Error{where;help;constructor(message,options={}){super(message),this.name="Problem",this.where=options.where,this.help=options.help}};export{Problem};
