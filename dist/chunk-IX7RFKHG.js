import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);
var Problem=class extends Error{where;help;code;constructor(message,options={}){super(message),this.name="Problem",this.where=options.where,this.help=options.help,this.code=options.code??"problem"}};export{Problem};
